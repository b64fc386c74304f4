/** A name after an @ that is being typed. */
export interface Mention {
  /** The name as far as it is typed, without the @. */
  name: string;
  /** The place of the @ in the text. */
  start: number;
  /** The end of the word. */
  end: number;
}

// As in textPieces.ts: a mention does not start inside a word, an address or a URL.
const begun = /(?<![\p{L}\p{M}\p{N}_@#&/.])@(?<name>[A-Za-z0-9_]{1,30})$/u;
const rest = /^[\p{L}\p{M}\p{N}_]*/u;

/** Returns the mention that ends at the caret, or null if there is none. */
export function mentionAt(text: string, caret: number): Mention | null {
  const found = begun.exec(text.slice(0, caret));
  const name = found?.groups?.name;
  if (!found || !name) return null;
  return { name, start: found.index, end: caret + (rest.exec(text.slice(caret))?.[0].length ?? 0) };
}
