import { useSyncExternalStore } from "react";
import type { TextId } from "~/texts/texts";

/** The keyboard shortcuts, with their descriptions. */
export const shortcuts: { keys: string[]; what: TextId }[] = [
  { keys: ["n"], what: "keyWrite" },
  { keys: ["/"], what: "keySearch" },
  { keys: ["j"], what: "keyNext" },
  { keys: ["k"], what: "keyPrevious" },
  { keys: ["g", "h"], what: "keyHome" },
  { keys: ["?"], what: "keyList" },
];

// Shortcuts can be switched off, for users of speech input or with a tremor, who
// could trigger them by accident.
const key = "shortcuts";
const listeners = new Set<() => void>();
let on = read();

function read(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

export function areShortcutsOn(): boolean {
  return on;
}

export function switchShortcuts(next: boolean) {
  on = next;
  try {
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch {
    // Storage is disabled: the choice lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

export function useShortcutsSetting(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areShortcutsOn);
}
