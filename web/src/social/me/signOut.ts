import { dropToken } from "~/api/token";

/** Forgets the token, and by loading a new page all that was read with it. */
export function signOut() {
  dropToken();
  window.location.assign("/sign-in");
}
