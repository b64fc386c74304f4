import { nameStart, restOfWord } from "~/ui/nameBounds";

/** A name after an @ that is being typed. */
export interface Mention {
  /** The name as far as it is typed, without the @. */
  name: string;
  /** The index of the @ in the text. */
  start: number;
  /** The index after the word. */
  end: number;
}

const begun = new RegExp(String.raw`${nameStart}@(?<name>\w{1,30})$`, "u");

/** Returns the mention at the caret, or null if there is none. */
export function mentionAt(text: string, caret: number): Mention | null {
  const found = begun.exec(text.slice(0, caret));
  const name = found?.groups?.name;
  if (!found || !name) return null;
  return { name, start: found.index, end: caret + (restOfWord.exec(text.slice(caret))?.[0].length ?? 0) };
}
