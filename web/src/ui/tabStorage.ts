// Texts of this tab, in sessionStorage. If storage is disabled, they are in memory only.
const withoutStorage = new Map<string, string>();

export function readStored(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return withoutStorage.get(name) ?? null;
  }
}

/** Stores the text, or removes it if it is null. */
export function writeStored(name: string, text: string | null) {
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    if (text === null) withoutStorage.delete(name);
    else withoutStorage.set(name, text);
  }
}

export function storedNames(): string[] {
  try {
    return Object.keys(sessionStorage);
  } catch {
    return [...withoutStorage.keys()];
  }
}

export function clearStored() {
  withoutStorage.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Storage is disabled: nothing was stored.
  }
}
