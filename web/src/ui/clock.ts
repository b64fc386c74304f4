import { useSyncExternalStore } from "react";

// One timer serves all times on a page. It stops when the last one unmounts.
const listeners = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  if (listeners.size === 0) now = new Date(); // nothing kept it up to date
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

/** Returns the current time, updated every 30 seconds. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}
