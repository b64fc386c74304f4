import type { ReactNode } from "react";

/** Skeletons, said in words to those who can't see them. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
