import { useState } from "react";
import { currentUserId } from "~/api/session";

// Drafts survive a reload and the end of the session. They are kept per user and per
// tab in sessionStorage. If storage is disabled, they are kept in memory only.
const prefix = "draft:";
const withoutStorage = new Map<string, string>();

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return withoutStorage.get(key) ?? null;
  }
}

function write(key: string, text: string | null) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    if (text === null) withoutStorage.delete(key);
    else withoutStorage.set(key, text);
  }
}

export interface Draft<T> {
  /** The stored draft, or blank if there is none. */
  initial: T;
  /** Stores the draft, or removes it if it equals blank. */
  keep: (written: T) => void;
  drop: () => void;
  isKept: () => boolean;
}

/** Returns the user's draft for the key. blank is the initial content of the form. */
export function useDraft<T extends object>(key: string, blank: T): Draft<T> {
  const draftOf = useDrafts();
  const [draft] = useState(() => draftOf(key, blank));
  return draft;
}

/** Returns the function that returns the user's draft for a key, for pages with several forms. */
export function useDrafts() {
  // The user id is read once: if the session ends while the user writes, the draft
  // still belongs to them.
  const [user] = useState(currentUserId);
  return <T extends object>(key: string, blank: T): Draft<T> => {
    const name = `${prefix}${user}:${key}`;
    return {
      initial: restore(read(name), blank),
      keep: (written: T) => write(name, isSame(written, blank) ? null : JSON.stringify(written)),
      drop: () => write(name, null),
      isKept: () => read(name) !== null,
    };
  };
}

/** Reports whether the user has any draft. */
export function hasDrafts(): boolean {
  const begin = `${prefix}${currentUserId()}:`;
  return stored().some((name) => name.startsWith(begin));
}

function stored(): string[] {
  try {
    return Object.keys(sessionStorage);
  } catch {
    return [...withoutStorage.keys()];
  }
}

/** Clears this tab's sessionStorage, with all drafts. */
export function dropDrafts() {
  withoutStorage.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Storage is disabled: nothing was stored.
  }
}

function isSame<T extends object>(a: T, b: T): boolean {
  return Object.keys(b).every(
    (name) => JSON.stringify(a[name as keyof T]) === JSON.stringify(b[name as keyof T]),
  );
}

/** Parses a stored draft. Fields whose type differs from blank's get blank's value. */
function restore<T extends object>(text: string | null, blank: T): T {
  try {
    const stored = JSON.parse(text ?? "{}");
    const fields = Object.entries(blank).map(([name, value]) => {
      const kept = stored[name];
      return [name, hasShapeOf(value, kept) ? kept : value];
    });
    return Object.fromEntries(fields);
  } catch {
    return blank;
  }
}

function hasShapeOf(blank: unknown, kept: unknown): boolean {
  if (Array.isArray(blank)) return Array.isArray(kept) && kept.every((item) => typeof item === "string");
  return typeof kept === typeof blank;
}
