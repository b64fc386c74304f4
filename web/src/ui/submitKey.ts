import type { KeyboardEvent } from "react";

/** Returns a key handler for a form: Ctrl+Enter or ⌘+Enter calls submit, unless the form is busy. */
export function submitKey(busy: boolean, submit: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault(); // in a one-line field, Enter also submits the form
    if (!busy) submit();
  };
}
