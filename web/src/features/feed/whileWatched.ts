const hiddenFor = 60_000;

/**
 * Runs something while there is a network and somebody looks at the page, or did
 * so within the last minute. It is aborted and begun anew as that changes.
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
