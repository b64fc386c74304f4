const key = "reloaded-at";
const pause = 60_000;

/**
 * A page that was open during a deployment asks for code that is gone. Loading it
 * anew gets the new code; once a minute at most, in case that is not the reason.
 */
export function reloadAfterDeployment() {
  window.addEventListener("vite:preloadError", (event) => {
    if (!navigator.onLine) return; // the page that is there is better than none
    if (Date.now() - Number(sessionStorage.getItem(key)) < pause) return;
    event.preventDefault();
    sessionStorage.setItem(key, String(Date.now()));
    window.location.reload();
  });
}
