import { useSyncExternalStore } from "react";
import type { TextId } from "~/texts/texts";

export interface Shortcut {
  keys: string[];
  what: TextId;
}

/** The keyboard shortcuts of every page, with their descriptions. */
export const shortcuts: Shortcut[] = [
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

/** Reports whether a key is meant for a shortcut: shortcuts are on, the user is not typing, and no dialog is open. */
export function isForShortcuts(event: KeyboardEvent): boolean {
  const { target, defaultPrevented, isComposing, ctrlKey, metaKey, altKey } = event;
  const typing =
    target instanceof Element &&
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const opened = document.querySelector('[role="menu"], [role="dialog"], [role="alertdialog"]');
  return on && !(defaultPrevented || isComposing || ctrlKey || metaKey || altKey || typing || opened);
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
