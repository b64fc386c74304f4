import type { KeyboardEvent } from "react";

/** Returns the handler of a form's keys: Ctrl+Enter or ⌘+Enter submits it, unless it is busy. */
export function submitKey(busy: boolean, submit: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault(); // a field of one line would submit as well
    if (!busy) submit();
  };
}
