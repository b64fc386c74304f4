import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * Moves the focus to the content when another page opens, as a browser does when
 * it loads one: the keyboard starts there, and a screen reader reads its name.
 */
export function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (pathname === last.current) return;
    last.current = pathname;
    if (document.activeElement?.matches("input, textarea")) return; // the page chose where to begin
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [pathname]);
}
