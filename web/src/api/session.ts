// The session is kept in memory. It is also written to sessionStorage, or with "keep me
// signed in" to localStorage, so that a reload does not sign out. All tabs share the
// session in localStorage, and each of them may refresh it.

/** The tokens of a sign-in. */
export interface KeptSession {
  id: number;
  accessToken: string;
  /** When the access token expires, in milliseconds since the epoch. */
  endsAt: number;
  refreshToken: string;
}

type StorageName = "sessionStorage" | "localStorage";

const key = "session"; // public/first-paint.js reads it too
const keptKey = "kept";
const listeners = new Set<() => void>();

let storage: StorageName | undefined; // undefined: the session is in memory only
let session: KeptSession | null = null;
let copies: BroadcastChannel | undefined;

for (const name of ["localStorage", "sessionStorage"] as const) {
  const stored = read(name);
  if (stored) [session, storage] = [stored, name];
}
listenToCopies();

function read(name: StorageName): KeptSession | null {
  try {
    return parse(window[name].getItem(key));
  } catch {
    return null; // storage is disabled
  }
}

function parse(text: string | null): KeptSession | null {
  try {
    const { id, accessToken, endsAt, refreshToken } = JSON.parse(text ?? "");
    const isWhole =
      typeof id === "number" &&
      typeof accessToken === "string" &&
      typeof endsAt === "number" &&
      typeof refreshToken === "string";
    return isWhole ? { id, accessToken, endsAt, refreshToken } : null;
  } catch {
    return null;
  }
}

export function currentSession(): KeptSession | null {
  return session;
}

/** Returns the session after reading it again, because another tab may have refreshed it. */
export function latestSession(): KeptSession | null {
  if (storage === "localStorage") adopt(read(storage));
  return session;
}

/** Returns the user id from the access token's sub claim, empty if there is no session. */
export function currentUserId(): string {
  return userIdOf(session);
}

function userIdOf(of: KeptSession | null): string {
  try {
    const [, claims = ""] = (of?.accessToken ?? "").split(".");
    return String(JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).sub ?? "");
  } catch {
    return "";
  }
}

/**
 * Keeps the session of a new sign-in, and returns the session that it replaces, if another
 * tab has signed in since. The other tabs are notified of the new one only, so that tabs of
 * the same user continue with it.
 */
export function keepSession(next: KeptSession, remember: boolean): KeptSession | null {
  const chosen = remember ? "localStorage" : "sessionStorage";
  const replaced = read(chosen) ?? session;
  if (storage !== chosen) dropSession();
  session = next;
  storage = chosen;
  write();
  ownStorage()?.removeItem(keptKey); // it belongs to the replaced session
  listenToCopies();
  return replaced;
}

/** Stores the refreshed session, unless it has ended or been replaced since. */
export function renewSession(next: KeptSession) {
  if (latestSession()?.id !== next.id) return;
  session = next;
  write();
  copies?.postMessage(next);
}

function write() {
  if (!storage) return;
  try {
    window[storage].setItem(key, JSON.stringify(session));
  } catch {
    storage = undefined; // storage is disabled: the sign-in lasts until the page is closed
  }
}

/** Drops the session of this tab, and so of all tabs that share it. A different stored one stays. */
export function dropSession() {
  const own = ownStorage();
  session = null;
  storage = undefined;
  for (const each of [key, keptKey]) own?.removeItem(each);
}

/**
 * Stores a text with the session, so that it is deleted with it: at sign-out, when
 * the session ends, or without "keep me signed in" with the tab.
 */
export function keepWithSession(text: string) {
  try {
    ownStorage()?.setItem(keptKey, text);
  } catch {
    // Storage is full: the last text stays.
  }
}

/** Returns the text stored by keepWithSession. */
export function keptWithSession(): string | null {
  return ownStorage()?.getItem(keptKey) ?? null;
}

/** Returns the storage that holds the session: none if another tab has signed out or in since. */
function ownStorage(): Storage | undefined {
  return storage && session && read(storage)?.id === session.id ? window[storage] : undefined;
}

/** Drops a session that the API no longer accepts and notifies the listeners. */
export function loseSession() {
  if (!session) return;
  dropSession();
  for (const listener of listeners) listener();
}

/** Calls the listener when the API ends the session, or another tab signs out or in as another user. */
export function onSessionLost(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes over the session that another tab stored, unless it is another user's. */
function adopt(stored: KeptSession | null) {
  if (stored && userIdOf(stored) === userIdOf(session)) session = stored;
  else forget();
}

/** Loses the session of this page, and leaves the stored one to the other tabs. */
function forget() {
  if (!session) return;
  session = null;
  storage = undefined;
  for (const listener of listeners) listener();
}

window.addEventListener("storage", ({ storageArea, key: changed, newValue }) => {
  if (storage === "localStorage" && storageArea === localStorage && changed === key) adopt(parse(newValue));
});

/**
 * A duplicated tab gets a copy of sessionStorage. The copies exchange refreshed
 * tokens, because the API ends a session whose old refresh token is used again.
 */
function listenToCopies() {
  if (storage !== "sessionStorage" || copies) return;
  copies = new BroadcastChannel(key);
  copies.onmessage = ({ data }: MessageEvent<KeptSession>) => {
    if (storage !== "sessionStorage" || data.id !== session?.id || data.endsAt <= session.endsAt) return;
    session = data;
    write();
  };
}
