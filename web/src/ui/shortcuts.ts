import { useSyncExternalStore } from "react";

/** The keys of the app, and what each does. */
export const shortcuts: { keys: string[]; what: string }[] = [
  { keys: ["n"], what: "Write a post" },
  { keys: ["/"], what: "Search" },
  { keys: ["j"], what: "Go to the next post" },
  { keys: ["k"], what: "Go to the post before" },
  { keys: ["g", "h"], what: "Go home" },
  { keys: ["?"], what: "List the keys" },
];

// Who speaks to the computer, or has a hand that trembles, can switch them off.
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
    // The choice lasts as long as this page does.
  }
  for (const listener of listeners) listener();
}

export function useShortcutsSetting(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areShortcutsOn);
}
