/** The classes of all text inputs. */
export const fieldClass =
  "w-full rounded-lg border border-line-strong/60 bg-surface px-3 text-ink transition-colors hover:border-line-strong focus:border-accent focus:outline-2 focus:outline-accent/40 focus:-outline-offset-1 aria-invalid:border-danger disabled:opacity-60";

/** Joins element ids for aria-describedby. Returns undefined if there are none. */
export function describedBy(...ids: (string | false | undefined)[]): string | undefined {
  return ids.filter(Boolean).join(" ") || undefined;
}
