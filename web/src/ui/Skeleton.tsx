interface Props {
  className: string;
  /** A circle for an avatar, instead of a line of text. */
  round?: boolean;
}

/** A grey placeholder. The list around it announces that it is loading. */
export function Skeleton({ className, round = false }: Props) {
  const shape = round ? "rounded-full" : "rounded-md";
  return <span aria-hidden className={`block animate-pulse-slow bg-hover ${shape} ${className}`} />;
}
