import { useEffect, useId } from "react";
import { shortCount } from "./count";

let page = "";
const unread = new Map<string, number>();

function show() {
  const count = [...unread.values()].reduce((sum, each) => sum + each, 0);
  document.title = `${count > 0 ? `(${shortCount(count)}) ` : ""}${page && `${page} · `}Social`;
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
