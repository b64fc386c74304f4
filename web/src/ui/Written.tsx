import { type FunctionComponent, lazy, Suspense } from "react";
import { loadQuietly } from "./quietLoad";
import { afterPaint } from "./startup";

type Text = FunctionComponent<{ text: string }>;

const LinkedText = lazy<Text>(() =>
  loadQuietly(afterPaint(() => import("./LinkedText"))).then(
    (code) => ({ default: code.LinkedText }),
    () => ({ default: ({ text }) => text }), // show plain text if the code fails to load
  ),
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
