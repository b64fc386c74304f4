import { type FunctionComponent, lazy, Suspense } from "react";
import { loadQuietly } from "./quietLoad";

type Text = FunctionComponent<{ text: string }>;

const LinkedText = lazy<Text>(() =>
  loadQuietly(() => import("./LinkedText")).then(
    (code) => ({ default: code.LinkedText }),
    () => ({ default: ({ text }) => text }), // without its links it still can be read
  ),
);

// Whether something in the text may lead elsewhere. Most texts need none of that code.
const mayLead = /[@#]|\w[.:][\w/]/;

/** What a person wrote, exactly as typed and in the direction of its script. */
export function Written({ text, className = "" }: { text: string; className?: string }) {
  return (
    <p dir="auto" className={`written ${className}`}>
      {mayLead.test(text) ? (
        // The same words stand there until their links do.
        <Suspense fallback={text}>
          <LinkedText text={text} />
        </Suspense>
      ) : (
        text
      )}
    </p>
  );
}
