import { loadQuietly } from "~/ui/quietLoad";
import { loadPages } from "./lazyPage";

const parts = [
  () => import("./ShortcutList"),
  () => import("~/ui/OpenMenu"),
  () => import("~/ui/ConfirmDialog"),
  () => import("~/ui/LinkedText"),
  () => import("~/social/post/DeletePost"),
  () => import("~/social/me/SignOutQuestion"),
  () => import("~/ui/Toaster"),
  () => import("~/features/feed/FilterPopover"),
  () => import("~/features/feed/ComposerForm"),
];
const pause = 2_000;

/**
 * Fetches what the first screen did without, when it is there: a menu or another
 * page then opens at once, and without a network too. One part after the other, so
 * that a slow telephone can answer a touch between them.
 */
export function loadTheRest() {
  setTimeout(async () => {
    for (const load of parts) await loadQuietly<unknown>(load).catch(() => undefined);
    await loadPages();
  }, pause);
}
