import { useEffect } from "react";

let page = "";
let unread = 0;

function show() {
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${page && `${page} · `}Social`;
}

/** Names the page for the tab, the history and screen readers. */
export function useDocumentTitle(title = "") {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** Says in the tab's name how much is new. */
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
