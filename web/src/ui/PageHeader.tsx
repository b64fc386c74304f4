import type { ReactNode } from "react";

/** The sticky header of a page: its title, with actions as children. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="sticky top-(--notice) z-10 flex h-14 items-center gap-2 border-line border-b bg-surface/95 px-4 backdrop-blur-sm md:h-15 md:px-5">
      <h1 className="min-w-0 flex-1 truncate font-semibold text-lg">{title}</h1>
      {children}
    </header>
  );
}
