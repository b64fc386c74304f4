// The token lives in memory. It is also written to this tab's storage, or with
// "keep me signed in" to the browser's, so that a reload does not sign out.

const key = "token"; // public/first-paint.js reads it too
const listeners = new Set<() => void>();

let token = stored();

function stored(): string | null {
  try {
    return sessionStorage.getItem(key) ?? localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: the memory must do
  }
}

export function currentToken(): string | null {
  return token;
}

/** The id of the user that the token is for, as the token says; empty without one. */
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
    // The sign-in lasts as long as this page does.
  }
}

export function dropToken() {
  token = null;
  try {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}

/** Forgets a token that the API no longer takes, and tells those who listen. */
export function loseToken() {
  dropToken();
  for (const listener of listeners) listener();
}

/** Calls the listener when the token is refused, or another tab signs out. */
export function onTokenLost(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

window.addEventListener("storage", (event) => {
  const signedOutElsewhere =
    event.storageArea === localStorage && event.key === key && event.newValue === null;
  if (signedOutElsewhere && token === event.oldValue) loseToken();
});
