/** Isolates a name or title, so that its writing direction does not affect the text around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
