import { siteAnswers } from "~/api/client";
import { hasDrafts } from "~/ui/draft";
import { isLoadingQuietly } from "~/ui/quietLoad";

const key = "reloaded-at";
const pause = 60_000;

// If storage is disabled, nothing counts the reloads, and a reload would sign out.
function reloadedLately(): boolean {
  try {
    return Date.now() - Number(sessionStorage.getItem(key)) < pause;
  } catch {
    return true;
  }
}

/**
 * Reloads the page when its code can't be loaded. A page that was open during a
 * deployment requests chunks that no longer exist, and a reload gets the new ones.
 * It reloads at most once a minute, in case there is another cause. It does not reload
 * while there are drafts, or if the site is unreachable: an open page is better than none.
 */
export function reloadAfterDeployment() {
  window.addEventListener("vite:preloadError", async () => {
    if (isLoadingQuietly() || reloadedLately()) return;
    if (!(await siteAnswers()) || hasDrafts()) return;
    sessionStorage.setItem(key, String(Date.now()));
    window.location.reload();
  });
}
