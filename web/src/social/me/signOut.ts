import { api } from "~/api/client";
import { dropSession } from "~/api/session";
import { dropDrafts } from "~/ui/draft";

const patience = 3_000;

/**
 * Ends the session at the API and leaves. If the API is slow, the request continues
 * without the page. If it fails, the tokens are dropped all the same.
 */
export async function signOut() {
  const ended = api.DELETE("/v1/authentication/session", { keepalive: true }).catch(() => undefined);
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience))]);
  leave();
}

/** Drops the session and the drafts. Loading a new page clears the cache. */
export function leave() {
  dropDrafts(); // otherwise the browser would ask before leaving the page
  dropSession();
  window.location.assign("/sign-in");
}
