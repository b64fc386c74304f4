import { useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * Moves the focus to the content after a navigation, as a browser does on a page
 * load: the keyboard starts there, and a screen reader announces the page. After Back,
 * it goes to the link that was followed, if it is there.
 */
export function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useFocusOnBack();
  useEffect(() => {
    if (pathname === last.current) return;
    last.current = pathname;
    if (document.activeElement?.matches("input, textarea, [data-own-focus]")) return; // the page set its own focus
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [pathname]);
}

function useFocusOnBack() {
  const router = useRouter();
  // For each page in the history, which of its links to the next page was followed.
  const followed = useRef(new Map<number, number>());
  useEffect(() => {
    const stops = [
      router.subscribe("onBeforeNavigate", ({ fromLocation, toLocation }) => {
        const links = linksTo(toLocation.pathname);
        const place = links.indexOf(document.activeElement as HTMLAnchorElement);
        if (fromLocation) followed.current.set(fromLocation.state.__TSR_index, place);
      }),
      router.subscribe("onRendered", ({ fromLocation, toLocation, pathChanged }) => {
        const index = toLocation.state.__TSR_index;
        if (!fromLocation || !pathChanged || index >= fromLocation.state.__TSR_index) return;
        if (!document.activeElement?.matches("body, #content")) return;
        const links = linksTo(fromLocation.pathname);
        const link = links.length === 1 ? links[0] : links[followed.current.get(index) ?? -1];
        link?.focus(); // scrolls to it if a scroll just before Enter was not kept
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [router]);
}

/** Returns the links of the content that lead to a page and that the Tab key reaches. */
function linksTo(pathname: string): HTMLAnchorElement[] {
  const links = document.querySelectorAll<HTMLAnchorElement>("#content a[href]:not([tabindex])");
  return [...links].filter((link) => link.pathname === pathname);
}
