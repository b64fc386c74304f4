import type { MouseEvent } from "react";

/** Scrolls to the top where a link leads to the page that is open, which the router leaves where it is. */
export function scrollUp({ currentTarget, ctrlKey, metaKey, shiftKey }: MouseEvent<HTMLAnchorElement>) {
  const opensTab = ctrlKey || metaKey || shiftKey;
  if (!opensTab && currentTarget.href === window.location.href) window.scrollTo({ top: 0 });
}
