import { beside, hasStop, stopAround, stopIn } from "./stops";

// Time for the page to set the focus itself, as a closing dialog does.
const patience = 100;

// Overlays return the focus to what opened them.
const overlay = '[role="menu"], [role="dialog"], [role="alertdialog"]';

/**
 * Keeps the focus in the content of the page, until the returned function is called. If
 * the focused element is removed, the focus goes to its replacement, else to what was next
 * to it, else to what contained it. A button that was disabled meanwhile gets the focus back.
 */
export function keepFocus(): () => void {
  let place: Element | undefined; // what had the focus last, or its replacement
  let isLeft = false; // whether place has yet to get the focus
  let stopgap: HTMLElement | null = null; // has the focus until something in place can have it
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onFocus({ target }: { target: EventTarget | null }) {
    if (!(target instanceof Element) || target === stopgap) return;
    if (!target.closest("#content") || target.closest(overlay)) return;
    [place, isLeft, stopgap] = [target, false, null];
  }

  function isLost(): boolean {
    const { activeElement, body } = document;
    return isLeft && (!activeElement || activeElement === body || activeElement === stopgap);
  }

  function restore() {
    timer = undefined;
    if (!place || !isLost()) return;
    const stop = stopIn(place);
    stopgap = stop ? null : stopAround(place);
    (stop ?? stopgap)?.focus({ preventScroll: true });
  }

  const observer = new MutationObserver((records) => {
    if (!place) return;
    const added = new Set(records.flatMap((record) => [...record.addedNodes]));
    for (const record of records) {
      if (record.type === "attributes") isLeft ||= record.target.contains(place);
      else if (!place.isConnected && contains(record.removedNodes, place)) {
        place = successor(record, added);
        isLeft = true;
      }
    }
    if (isLost()) timer ??= setTimeout(restore, patience);
  });

  onFocus({ target: document.activeElement }); // a field that had the focus from the start
  document.addEventListener("focusin", onFocus);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  return () => {
    document.removeEventListener("focusin", onFocus);
    observer.disconnect();
    clearTimeout(timer);
  };
}

function contains(nodes: NodeList, element: Element): boolean {
  return [...nodes].some((node) => node.contains(element));
}

/** Returns what took the place of removed nodes, or else what is next to that place. */
function successor({ target, previousSibling, nextSibling }: MutationRecord, added: Set<Node>): Element {
  const parent = target as Element;
  if (!parent.isConnected) return parent; // a later record tells what took its place
  const before = previousSibling?.parentNode === parent ? previousSibling : null;
  const after = nextSibling?.parentNode === parent ? nextSibling : null;

  const inPlace: Element[] = [];
  let node = before ? before.nextSibling : parent.firstChild;
  for (; node && added.has(node); node = node.nextSibling) if (node instanceof Element) inPlace.push(node);
  const page = inPlace.find((element) => element.matches("#content") || element.querySelector("#content"));
  return page ?? inPlace.find(hasStop) ?? inPlace[0] ?? beside(before, after, parent);
}
