import { useEffect, useId } from "react";

let page = "";
const unread = new Map<string, number>();

// More than this is not counted, but shown as "99+".
const maxCount = 99;

function show() {
  const count = [...unread.values()].reduce((sum, each) => sum + each, 0);
  const shown = count > maxCount ? `${maxCount}+` : count;
  document.title = `${count > 0 ? `(${shown}) ` : ""}${page && `${page} · `}Social`;
}

/** Sets the document title, which the tab, the history and screen readers show. */
export function useDocumentTitle(title = "") {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** Adds a number of new things to the number in the document title. */
export function useUnreadInTitle(count: number) {
  const id = useId();
  useEffect(() => {
    unread.set(id, count);
    show();
    return () => {
      unread.delete(id);
      show();
    };
  }, [id, count]);
}
