import { useEffect } from "react";

let page = "";
let unread = 0;

function show() {
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${page && `${page} · `}Social`;
}

/** Sets the document title, which the tab, the history and screen readers show. */
export function useDocumentTitle(title = "") {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** Puts the number of new posts into the document title. */
export function useUnreadInTitle(count: number) {
  useEffect(() => {
    unread = count;
    show();
    return () => {
      unread = 0;
      show();
    };
  }, [count]);
}
