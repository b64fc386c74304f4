import { Suspense } from "react";
import { loadable } from "./loadable";
import { afterPaint } from "./startup";

const LinkedText = loadable(
  afterPaint(() => import("./LinkedText")),
  "LinkedText",
  PlainText,
);

// Matches texts that may contain links. Most don't, and need no code for them.
const mayLead = /[@#]|\w[.:][\w/]/;

/** User text, exactly as typed and in the direction of its script. */
export function Written({ text, className = "" }: { text: string; className?: string }) {
  return (
    <p dir="auto" className={`written ${className}`}>
      {mayLead.test(text) ? (
        // The plain text is shown until the links load.
        <Suspense fallback={text}>
          <LinkedText text={text} />
        </Suspense>
      ) : (
        text
      )}
    </p>
  );
}

function PlainText({ text }: { text: string }) {
  return text;
}
