import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let install: (() => void) | undefined;

/** Shows a notice of a new version of the app, which next installs. Undefined removes the notice. */
export function announceVersion(next: (() => void) | undefined) {
  install = next;
  for (const listener of listeners) listener();
}

/** Returns the function that installs the new version, undefined if there is none. */
export function useNewVersion(): (() => void) | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => install,
  );
}
