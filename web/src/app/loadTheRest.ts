import { preloadAll } from "~/ui/loadable";
import { loadQuietly } from "~/ui/quietLoad";

const pause = 2_000;

/**
 * Loads the remaining code once the first screen is shown, so that menus and other
 * pages open immediately and also work offline. Parts load one at a time, so that a
 * slow phone can respond to a touch between them. Without the worker's code, the app
 * only works online until it is opened again.
 */
export function loadTheRest() {
  setTimeout(async () => {
    await loadQuietly(() => import("~/social/safety/setMuted")).catch(() => undefined);
    await preloadAll();
    // Last, because the worker downloads the whole app.
    const worker = await loadQuietly(() => import("./serviceWorker")).catch(() => undefined);
    await worker?.startServiceWorker();
  }, pause);
}
