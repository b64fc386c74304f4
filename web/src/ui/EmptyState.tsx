import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  icon: LucideIcon;
  title: string;
  /** Tells the user what to do. */
  children: ReactNode;
  /** Whether it is the whole page. Its heading is then an h1. */
  alone?: boolean;
}

export function EmptyState({ icon: Icon, title, children, alone = false }: Props) {
  const Heading = alone ? "h1" : "h2";
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-14 text-center">
      <span className="mb-3 flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent">
        <Icon aria-hidden strokeWidth={1.75} className="size-5.5" />
      </span>
      <Heading className="font-semibold">{title}</Heading>
      <div className="max-w-sm text-muted text-sm">{children}</div>
    </div>
  );
}
