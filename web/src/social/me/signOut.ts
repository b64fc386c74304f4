import { dropToken } from "~/api/token";
import { dropDrafts } from "~/ui/draft";

/** Forgets the token and what was begun, and by loading a new page all that was read. */
export function signOut() {
  dropDrafts(); // of which the browser would ask whether to leave them
  dropToken();
  window.location.assign("/sign-in");
}
