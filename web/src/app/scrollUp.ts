import type { MouseEvent } from "react";

/** Scrolls to the top if a link leads to the open page, because the router does not. */
export function scrollUp({ currentTarget, ctrlKey, metaKey, shiftKey }: MouseEvent<HTMLAnchorElement>) {
  const opensTab = ctrlKey || metaKey || shiftKey;
  if (!opensTab && currentTarget.href === window.location.href) window.scrollTo({ top: 0 });
}
