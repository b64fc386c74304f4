import { hashKey, type QueryClient } from "@tanstack/react-query";
import { statusOf } from "~/api/failure";
import type { Me, Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { keepWithSession, keptWithSession } from "~/api/session";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";

interface Kept {
  version: number;
  at: number;
  feed: Pages<Post>;
  me: Me | undefined;
}

const version = 2; // of Kept: a stored text of another version is ignored
const maxPages = 3;
const maxAge = 7 * 24 * 60 * 60_000;
const pause = 1_000; // from the last change to the write

const feedKey = postKeys.feed({});
const keys = [feedKey, userKeys.me()].map(hashKey);
const unanswered = [0, 502, 503, 504]; // no response, or the service is unavailable

/**
 * Keeps the first pages of the plain feed and the user's own account without its e-mail
 * address on this device, and shows them if the API can't be reached. They are deleted
 * with the session, so that the next user of the device can't read them.
 */
export function keepFeed(client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || !keys.includes(event.query.queryHash)) return;
    const { action, query } = event;
    if (action.type === "success") {
      clearTimeout(timer);
      timer = setTimeout(() => write(client), pause);
    }
    const hasNoData = action.type === "error" && query.state.data === undefined;
    if (hasNoData && unanswered.includes(statusOf(action.error) ?? -1)) queueMicrotask(() => restore(client));
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

function write(client: QueryClient) {
  const feed = client.getQueryData<Pages<Post>>(feedKey);
  if (!feed || feed.keptAt) return; // what was restored is already there
  const me = client.getQueryData<Me>(userKeys.me());
  const kept: Kept = {
    version,
    at: client.getQueryState(feedKey)?.dataUpdatedAt ?? Date.now(),
    feed: { pages: feed.pages.slice(0, maxPages), pageParams: feed.pageParams.slice(0, maxPages) },
    me: me && { ...me, email: "" },
  };
  keepWithSession(JSON.stringify(kept));
}

function restore(client: QueryClient) {
  const kept = read();
  if (!kept) return;
  const { at, feed, me } = kept;
  const set = (key: readonly unknown[], data: unknown) =>
    client.getQueryData(key) ?? client.setQueryData(key, data, { updatedAt: at });
  set(feedKey, { ...feed, keptAt: at });
  if (me) set(userKeys.me(), me);
}

function read(): Kept | null {
  try {
    const kept: Kept | null = JSON.parse(keptWithSession() ?? "null");
    return kept?.version === version && Date.now() - kept.at < maxAge ? kept : null;
  } catch {
    return null;
  }
}
