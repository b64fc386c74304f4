import { dropToken } from "~/api/token";
import { dropDrafts } from "~/ui/draft";

/** Drops the token and the drafts. Loading a new page clears the cache. */
export function signOut() {
  dropDrafts(); // otherwise the browser would ask before leaving the page
  dropToken();
  window.location.assign("/sign-in");
}
