import { Link } from "@tanstack/react-router";
import { type Piece, piecesOf } from "./textPieces";

// As wide as the plain text shown before, so that the layout does not shift.
const look =
  "rounded-sm text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-current";

/** A text with URLs, #tags and @names as links. */
export function LinkedText({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
  return piecesOf(text).map((piece, place) => <OnePiece key={place} {...piece} />);
}

function OnePiece({ text, url, tag, username }: Piece) {
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
  if (username) {
    return (
      <Link to="/people/named/$username" params={{ username }} dir="auto" className={look}>
        {text}
      </Link>
    );
  }
  return text;
}
