import { createContext, type RefCallback, useCallback, useContext } from "react";
import type { Place } from "./findComment";

/** The comment that the link to the post names, once it is found. */
export const LinkedComment = createContext<(Place & { id: number }) | null>(null);

interface Target {
  ref?: RefCallback<HTMLElement>;
  tabIndex?: number;
  "data-linked"?: true;
}

/**
 * Returns the props of a comment's element. The linked one is scrolled to and focused,
 * unless the user is typing.
 */
export function useLinkTarget(id: number): Target {
  const isLinked = useContext(LinkedComment)?.id === id;
  const show = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    // The router sets the scroll position and the focus of a new page first.
    const frame = requestAnimationFrame(() => {
      // The search for the comment may take seconds, and the user may be typing by then.
      if (document.activeElement?.matches("input, textarea")) return;
      element.scrollIntoView({ block: "center" });
      element.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return isLinked ? { ref: show, tabIndex: -1, "data-linked": true } : {};
}

/** The look of a comment that a link leads to. */
export const linkedClass =
  "outline-none data-linked:rounded-lg data-linked:bg-accent-soft data-linked:shadow-[0_0_0_0.5rem_var(--color-accent-soft)]";
