import { Link } from "@tanstack/react-router";
import { type Piece, piecesOf } from "./textPieces";

// As wide as the plain text that stood there before, so that nothing moves.
const look =
  "rounded-sm text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-current";

/** A text in which addresses, #tags and @names are links. */
export function LinkedText({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: they never move
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
