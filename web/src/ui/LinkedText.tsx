import { Link } from "@tanstack/react-router";
import type { Author } from "~/api/objects";
import { type Piece, piecesOf } from "./textPieces";

// As wide as the plain text shown before, so that the layout does not shift.
const look =
  "rounded-sm text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-current";

export interface Text {
  text: string;
  /** The users whose @names are links. */
  mentions?: Author[];
}

/** A text with URLs, #tags and the @names of mentioned users as links. */
export function LinkedText({ text, mentions }: Text) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
  return piecesOf(text, mentions).map((piece, place) => <OnePiece key={place} {...piece} />);
}

function OnePiece({ text, url, tag, userId }: Piece) {
  if (url) {
    return (
      <a href={url} target="_blank" rel="nofollow ugc noopener" dir="auto" className={look}>
        {text}
      </a>
    );
  }
  if (tag) {
    return (
      <Link to="/" search={{ tags: tag }} dir="auto" className={look}>
        {text}
      </Link>
    );
  }
  if (userId) {
    return (
      <Link to="/people/$userId" params={{ userId }} dir="auto" className={look}>
        {text}
      </Link>
    );
  }
  return text;
}
