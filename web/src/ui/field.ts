/** The classes of everything that is typed into. */
export const fieldClass =
  "w-full rounded-lg border border-line-strong/60 bg-surface px-3 text-ink transition-colors hover:border-line-strong focus:border-accent focus:outline-2 focus:outline-accent/40 focus:-outline-offset-1 aria-invalid:border-danger disabled:opacity-60";

/** The ids of what describes a field, for aria-describedby. */
export function describedBy(...ids: (string | false | undefined)[]): string | undefined {
  return ids.filter(Boolean).join(" ") || undefined;
}
