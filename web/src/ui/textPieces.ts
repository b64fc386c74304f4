import { find } from "linkifyjs";
import { postDraft, registration } from "~/api/limits";

/** A part of a text, with the target of its link if it is one. */
export interface Piece {
  text: string;
  url?: string;
  tag?: string;
  username?: string;
}

// Mentions and tags do not start inside a word, and a tag needs at least one letter.
const named =
  /(?<![\p{L}\p{M}\p{N}_@#&/])(?:@(?<username>[A-Za-z0-9_]+)|#(?<tag>[\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*))(?![\p{L}\p{M}\p{N}_])/gu;

/** Splits a text into links and the plain text between them. The pieces add up to the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  // URLs first: a tag or mention inside a URL is part of the URL.
  for (const found of find(text, { defaultProtocol: "https" })) {
    pieces.push(...namesIn(text.slice(end, found.start)), { text: found.value, ...safeUrl(found.href) });
    end = found.end;
  }
  return [...pieces, ...namesIn(text.slice(end))];
}

function namesIn(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const add = (piece: Piece) => piece.text !== "" && pieces.push(piece);
  for (const { 0: value, index, groups } of text.matchAll(named)) {
    const { username, tag } = groups ?? {};
    if (tag && tag.length > postDraft.tags.items.maxLength) continue;
    if (username && !isUsername(username)) continue;
    add({ text: text.slice(end, index) });
    add({ text: value, ...(username && { username }), ...(tag && { tag }) });
    end = index + value.length;
  }
  add({ text: text.slice(end) });
  return pieces;
}

function isUsername({ length }: string) {
  const { minLength, maxLength } = registration.username;
  return length >= minLength && length <= maxLength;
}

/**
 * Returns the URL if it is http or https without user info. User info before the
 * host can pass for the host, as in https://bank.example@evil.example/.
 */
function safeUrl(href: string): Pick<Piece, "url"> {
  if (!URL.canParse(href)) return {};
  const { protocol, username, password } = new URL(href);
  return /^https?:$/.test(protocol) && !username && !password ? { url: href } : {};
}
