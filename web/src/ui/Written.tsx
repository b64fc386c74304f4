import { Suspense } from "react";
import type { Text } from "./LinkedText";
import { loadable } from "./loadable";
import { afterPaint } from "./startup";

const LinkedText = loadable(
  afterPaint(() => import("./LinkedText")),
  "LinkedText",
  PlainText,
);

// Matches texts that may contain a URL or a #tag. Most texts don't, and need no code for links.
const mayHaveLinks = /#|\w[.:][\w/]/;

/** User text, exactly as typed and in the direction of its script. */
export function Written({ text, mentions = [], className = "" }: Text & { className?: string }) {
  return (
    <p dir="auto" className={`written ${className}`}>
      {mentions.length > 0 || mayHaveLinks.test(text) ? (
        // The plain text is shown until the links load.
        <Suspense fallback={text}>
          <LinkedText text={text} mentions={mentions} />
        </Suspense>
      ) : (
        text
      )}
    </p>
  );
}

function PlainText({ text }: Text) {
  return text;
}
