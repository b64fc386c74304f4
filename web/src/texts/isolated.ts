/** Keeps the direction of a name's or title's script from the text around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
