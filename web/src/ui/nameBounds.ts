// As in shared/social/mention.go: a @name or #tag is not part of a longer word or path.
const word = String.raw`\p{L}\p{M}\p{N}_`;

/** Matches where a @name or #tag may start. */
export const nameStart = `(?<![${word}@#&/=])`;

/** Matches where a @name or #tag may end. */
export const nameEnd = `(?![${word}@])`;

/** Matches the rest of a word. */
export const restOfWord = new RegExp(`^[${word}]*`, "u");
