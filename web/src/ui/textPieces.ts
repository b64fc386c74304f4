import { find } from "linkifyjs";

/** A part of a text, and where it leads if it leads anywhere. */
export interface Piece {
  text: string;
  url?: string;
  tag?: string;
  username?: string;
}

const longestTag = 50;
// Neither begins inside a word, and a tag is more than digits.
const named =
  /(?<![\p{L}\p{M}\p{N}_@#&/])(?:@(?<username>[A-Za-z0-9_]{3,30})|#(?<tag>[\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*))(?![\p{L}\p{M}\p{N}_])/gu;

/** Splits a text into what leads elsewhere and what stands between. All pieces together are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  // Addresses first: what looks like a tag or a name in one is a part of it.
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
    if (tag && tag.length > longestTag) continue;
    add({ text: text.slice(end, index) });
    add({ text: value, ...(username && { username }), ...(tag && { tag }) });
    end = index + value.length;
  }
  add({ text: text.slice(end) });
  return pieces;
}

/** Only to the web, and not with a name before the host, which is there to be taken for it. */
function safeUrl(href: string): Pick<Piece, "url"> {
  if (!URL.canParse(href)) return {};
  const { protocol, username, password } = new URL(href);
  return /^https?:$/.test(protocol) && !username && !password ? { url: href } : {};
}
