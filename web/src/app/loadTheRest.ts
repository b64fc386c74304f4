import { preloadAll } from "~/ui/loadable";
import { loadQuietly } from "~/ui/quietLoad";

const parts = [
  () => import("~/ui/ShortcutList"),
  () => import("~/ui/OpenMenu"),
  () => import("~/ui/ConfirmDialog"),
  () => import("~/ui/LinkedText"),
  () => import("~/social/post/DeletePost"),
  () => import("~/social/safety/setMuted"),
  () => import("~/social/safety/BlockQuestion"),
  () => import("~/social/safety/ReportDialog"),
  () => import("~/social/me/SignOutQuestion"),
  () => import("~/ui/Toaster"),
  () => import("~/features/feed/FilterPopover"),
  () => import("~/features/feed/ComposerForm"),
];
const pause = 2_000;

/**
 * Loads the remaining code once the first screen is shown, so that menus and other
 * pages open immediately and also work offline. Parts load one at a time, so that a
 * slow phone can respond to a touch between them.
 */
export function loadTheRest() {
  setTimeout(async () => {
    for (const load of parts) await loadQuietly<unknown>(load).catch(() => undefined);
    await preloadAll();
    // Last, because the worker downloads the whole app.
    const { startServiceWorker } = await loadQuietly(() => import("./serviceWorker"));
    await startServiceWorker();
  }, pause);
}
