import { dropToken } from "~/api/token";

/** Forgets the token and what was begun, and by loading a new page all that was read. */
export function signOut() {
  dropToken();
  try {
    sessionStorage.clear(); // the draft of a post is nobody else's
  } catch {
    // Nothing was stored.
  }
  window.location.assign("/sign-in");
}
