import { useState } from "react";
import { currentUserId } from "~/api/token";

// What is half-written outlives a reload and a session that ends in mid-sentence.
// It belongs to the user who wrote it, and to this tab.
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
  /** What was kept, or the blank. */
  initial: T;
  /** Keeps what is written; a text that is blank again is kept no more. */
  keep: (written: T) => void;
  drop: () => void;
  isKept: () => boolean;
}

/** What the user has begun to write under that key, which began with the blank. */
export function useDraft<T extends object>(key: string, blank: T): Draft<T> {
  // The user of a session that ends while they write is still its author.
  const [draft] = useState(() => {
    const name = `${prefix}${currentUserId()}:${key}`;
    return {
      initial: restore(read(name), blank),
      keep: (written: T) => write(name, isSame(written, blank) ? null : JSON.stringify(written)),
      drop: () => write(name, null),
      isKept: () => read(name) !== null,
    };
  });
  return draft;
}

/** Whether the user has begun to write anything at all. */
export function hasDrafts(): boolean {
  const begin = `${prefix}${currentUserId()}:`;
  try {
    return Object.keys(sessionStorage).some((name) => name.startsWith(begin));
  } catch {
    return withoutStorage.size > 0;
  }
}

/** Forgets all that this tab has kept. */
export function dropDrafts() {
  withoutStorage.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was stored.
  }
}

function isSame<T extends object>(a: T, b: T): boolean {
  return Object.keys(b).every(
    (name) => JSON.stringify(a[name as keyof T]) === JSON.stringify(b[name as keyof T]),
  );
}

/** Takes what has the shape of the blank, and ignores the rest. */
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
