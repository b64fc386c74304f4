/**
 * Returns the path to open after signing in, or undefined. Only paths on this site
 * are accepted; otherwise a link to the sign-in page could redirect anywhere.
 */
export function returnPath(next: unknown): string | undefined {
  if (typeof next !== "string" || !next.startsWith("/")) return undefined;
  const here = window.location.origin;
  try {
    const url = new URL(next, here);
    const isHere = url.origin === here && !url.pathname.startsWith("//"); // as of /.//another.example
    return isHere ? url.pathname + url.search + url.hash : undefined;
  } catch {
    return undefined;
  }
}

/** Parses the search parameters of the sign-in page. */
export function readSignInSearch(search: Record<string, unknown>): { next?: string } {
  const next = returnPath(search.next);
  return next && next !== "/" ? { next } : {};
}
