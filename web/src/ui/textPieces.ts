import { find } from "linkifyjs";
import { postDraft } from "~/api/limits";
import type { Author } from "~/api/objects";
import { nameEnd, nameStart } from "./nameBounds";

/** A part of a text, with the target of its link if it is one. */
export interface Piece {
  text: string;
  url?: string;
  tag?: string;
  userId?: number;
}

// A tag needs at least one letter.
const named = new RegExp(
  String.raw`${nameStart}(?:@(?<username>\w+)|#(?<tag>[\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*))${nameEnd}`,
  "gu",
);

/**
 * Splits a text into links and the plain text between them. The pieces add up to the
 * text. Only the names of the mentioned users are links.
 */
export function piecesOf(text: string, mentions: Author[] = []): Piece[] {
  const userIds = new Map(mentions.map(({ id, username }) => [username.toLowerCase(), id]));
  const pieces: Piece[] = [];
  let end = 0;
  // URLs first: a tag or mention inside a URL is part of the URL.
  for (const found of find(text, { defaultProtocol: "https" })) {
    pieces.push(...namesIn(text.slice(end, found.start), userIds), {
      text: found.value,
      ...safeUrl(found.href),
    });
    end = found.end;
  }
  return [...pieces, ...namesIn(text.slice(end), userIds)];
}

function namesIn(text: string, userIds: Map<string, number>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const add = (piece: Piece) => piece.text !== "" && pieces.push(piece);
  for (const { 0: value, index, groups } of text.matchAll(named)) {
    const { username, tag } = groups ?? {};
    if (tag && tag.length > postDraft.tags.items.maxLength) continue;
    const userId = username && userIds.get(username.toLowerCase());
    if (username && !userId) continue;
    add({ text: text.slice(end, index) });
    add({ text: value, ...(userId && { userId }), ...(tag && { tag }) });
    end = index + value.length;
  }
  add({ text: text.slice(end) });
  return pieces;
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
