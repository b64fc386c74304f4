// The token is kept in memory. It is also written to sessionStorage, or with
// "keep me signed in" to localStorage, so that a reload does not sign out.

const key = "token"; // public/first-paint.js reads it too
const keptKey = "kept";
const listeners = new Set<() => void>();

let token = stored();

function stored(): string | null {
  try {
    return sessionStorage.getItem(key) ?? localStorage.getItem(key);
  } catch {
    return null; // storage is disabled: the token stays in memory only
  }
}

export function currentToken(): string | null {
  return token;
}

/** Returns the user id from the token's sub claim, empty if there is no valid token. */
export function currentUserId(): string {
  try {
    const [, claims = ""] = (token ?? "").split(".");
    return String(JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).sub ?? "");
  } catch {
    return "";
  }
}

export function keepToken(next: string, remember: boolean) {
  dropToken();
  token = next;
  try {
    (remember ? localStorage : sessionStorage).setItem(key, next);
  } catch {
    // Storage is disabled: the sign-in lasts until the page is closed.
  }
}

export function dropToken() {
  token = null;
  try {
    for (const storage of [sessionStorage, localStorage]) {
      storage.removeItem(key);
      storage.removeItem(keptKey);
    }
  } catch {
    // Storage is disabled: nothing was stored.
  }
}

/**
 * Stores a text in the token's storage, so that it is deleted with the token: at
 * sign-out, when the session ends, or without "keep me signed in" with the tab.
 */
export function keepWithToken(text: string) {
  try {
    tokenStorage()?.setItem(keptKey, text);
  } catch {
    // Storage is disabled or full: the last text stays.
  }
}

/** Returns the text stored by keepWithToken. */
export function keptWithToken(): string | null {
  try {
    return tokenStorage()?.getItem(keptKey) ?? null;
  } catch {
    return null;
  }
}

/** Returns the storage that holds the token: none if another tab has signed out since. */
function tokenStorage(): Storage | undefined {
  return [sessionStorage, localStorage].find((storage) => token !== null && storage.getItem(key) === token);
}

/** Drops a token that the API no longer accepts and notifies the listeners. */
export function loseToken() {
  dropToken();
  for (const listener of listeners) listener();
}

/** Calls the listener when the API rejects the token or another tab signs out. */
export function onTokenLost(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

window.addEventListener("storage", (event) => {
  const signedOutElsewhere =
    event.storageArea === localStorage && event.key === key && event.newValue === null;
  if (signedOutElsewhere && token === event.oldValue) loseToken();
});
