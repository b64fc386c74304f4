import { useEffect } from "react";

/** Names the page for the tab, the history and screen readers. */
export function useDocumentTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? `${title} · Social` : "Social";
  }, [title]);
}
