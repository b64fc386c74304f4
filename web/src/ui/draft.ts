import { useState } from "react";
import { currentUserId } from "~/api/session";
import { createSending, type Sending } from "./sending";
import { clearStored, readStored, storedNames, writeStored } from "./tabStorage";

// Drafts survive a reload and the end of the session. They are kept per user and per
// tab.
const prefix = "draft:";

export interface Draft<T> extends Sending {
  /** The stored draft, or blank if there is none. */
  initial: T;
  /** Stores the draft, or removes it if it equals blank. */
  keep: (written: T) => void;
  /** Removes the draft. */
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
    const sending = createSending(name);
    return {
      ...sending,
      initial: restore(readStored(name), blank),
      keep: (written: T) => writeStored(name, isSame(written, blank) ? null : JSON.stringify(written)),
      drop: () => {
        writeStored(name, null);
        sending.forgetKey();
      },
      isKept: () => readStored(name) !== null,
    };
  };
}

/** Reports whether the user has any draft. */
export function hasDrafts(): boolean {
  const begin = `${prefix}${currentUserId()}:`;
  return storedNames().some((name) => name.startsWith(begin));
}

/** Clears this tab's sessionStorage, with all drafts. */
export function dropDrafts() {
  clearStored();
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
