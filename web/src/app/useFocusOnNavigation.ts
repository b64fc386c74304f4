import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * Moves the focus to the content after a navigation, as a browser does on a page
 * load: the keyboard starts there, and a screen reader announces the page.
 */
export function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (pathname === last.current) return;
    last.current = pathname;
    if (document.activeElement?.matches("input, textarea, [data-own-focus]")) return; // the page set its own focus
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [pathname]);
}
