import { useSyncExternalStore } from "react";

// One timer for all the times on a page, and none while nothing shows a time.
const listeners = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  now = new Date();
  for (const listener of listeners) listener();
}

/** The time, half a minute old at most while the page is looked at. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}
