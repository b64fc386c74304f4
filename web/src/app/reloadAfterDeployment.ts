import { siteAnswers } from "~/api/client";
import { hasDrafts } from "~/ui/draft";
import { isLoadingQuietly } from "~/ui/quietLoad";

const key = "reloaded-at";
const pause = 60_000;

/**
 * A page that was open during a deployment asks for code that is gone. Loading it
 * anew gets the new code; once a minute at most, in case that is not the reason,
 * and only if the site answers: a page that is there is better than none.
 */
export function reloadAfterDeployment() {
  window.addEventListener("vite:preloadError", async () => {
    if (isLoadingQuietly()) return;
    if (Date.now() - Number(sessionStorage.getItem(key)) < pause) return;
    if (!(await siteAnswers()) || hasDrafts()) return;
    sessionStorage.setItem(key, String(Date.now()));
    window.location.reload();
  });
}
