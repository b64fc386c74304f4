interface Props {
  className: string;
  /** A person, not a line of text. */
  round?: boolean;
}

/** A grey shape where something will be. The list around it says that it is loading. */
export function Skeleton({ className, round = false }: Props) {
  const shape = round ? "rounded-full" : "rounded-md";
  return <span aria-hidden className={`block animate-pulse-slow bg-hover ${shape} ${className}`} />;
}
