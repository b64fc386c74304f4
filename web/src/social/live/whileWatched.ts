const hiddenFor = 60_000;

/**
 * Calls run when the page is visible and online. Aborts its signal when the page goes
 * offline, has been hidden for a minute, or the returned function is called.
 */
export function whileWatched(run: (signal: AbortSignal) => Promise<void>): () => void {
  let current: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop() {
    current?.abort();
    current = undefined;
  }

  function adapt() {
    clearTimeout(timer);
    if (!navigator.onLine) return stop();
    if (document.hidden) {
      timer = setTimeout(stop, hiddenFor);
    } else if (!current) {
      current = new AbortController();
      void run(current.signal);
    }
  }

  window.addEventListener("online", adapt);
  window.addEventListener("offline", adapt);
  document.addEventListener("visibilitychange", adapt);
  adapt();
  return () => {
    window.removeEventListener("online", adapt);
    window.removeEventListener("offline", adapt);
    document.removeEventListener("visibilitychange", adapt);
    clearTimeout(timer);
    stop();
  };
}
