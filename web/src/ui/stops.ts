// A stop is an element that can have the keyboard focus.
const field =
  "input:not([readonly], [type=hidden], :disabled), textarea:not(:disabled), select:not(:disabled)";
const button = "button:not(:disabled)";
const link = "a[href]:not([tabindex])";
const row = "article, li";

/** Returns the stop of a row, such as a post, or of the first row of a list: its title, or its first control. */
export function stopOfRow(rows: Element): HTMLElement | null {
  return rows.querySelector<HTMLElement>("h2 a, h2 button") ?? rows.querySelector(`${link}, ${button}`);
}

/** Returns the stop to focus in an element: the content of a page, the first field of a form, or a row. */
export function stopIn(element: Element): HTMLElement | null {
  if (element.matches(`${field}, ${button}, ${link}, [tabindex]:not([aria-hidden])`))
    return element as HTMLElement;
  if (element.matches(`${row}, ul, ol`)) return stopOfRow(element);
  const [first] = element.querySelectorAll(row);
  return (
    element.querySelector<HTMLElement>("#content") ??
    element.querySelector<HTMLElement>(field) ??
    (first && stopOfRow(first)) ??
    element.querySelector<HTMLElement>(button)
  );
}

/** Returns the stop of the row that an element is in, or else the content of the page. */
export function stopAround(element: Element): HTMLElement | null {
  const around = element.closest(row);
  if (!around) return document.getElementById("content");
  return stopOfRow(around) ?? (around.parentElement && stopAround(around.parentElement));
}

/** Returns the element next to a place among the children of parent, or next to parent, or else parent. */
export function beside(before: Node | null, after: Node | null, parent: Element): Element {
  for (let next = after; next; next = next.nextSibling) if (hasStop(next)) return next;
  for (let last = before; last; last = last.previousSibling) if (hasStop(last)) return lastRowOf(last);
  if (!parent.parentElement || parent.matches(`${row}, #content`)) return parent;
  return beside(parent.previousSibling, parent.nextSibling, parent.parentElement);
}

/** Returns the last row of a list, and any other element as it is. */
function lastRowOf(element: Element): Element {
  return (element.matches("ul, ol") && element.lastElementChild) || element;
}

export function hasStop(node: Node): node is Element {
  return node instanceof Element && stopIn(node) !== null;
}
