/** A grey bar where text will be. The list around it says that it is loading. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={`block animate-pulse-slow rounded-md bg-hover ${className}`} />;
}
