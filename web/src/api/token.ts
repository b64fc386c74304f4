// The token is kept in memory. It is also written to sessionStorage, or with
// "keep me signed in" to localStorage, so that a reload does not sign out.

const key = "token"; // public/first-paint.js reads it too
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
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  } catch {
    // Storage is disabled: nothing was stored.
  }
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
