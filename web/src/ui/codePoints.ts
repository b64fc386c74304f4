/** How long the API finds a text: an emoji counts once, as a letter does. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
