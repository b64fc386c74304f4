import { api, bodyOf } from "~/api/client";
import type { Post } from "~/api/objects";

/**
 * Tells of posts as they come into one's feed, until it is stopped. It may tell
 * of a post twice: who listens knows which they have.
 */
export type PostSource = (onPosts: (posts: Post[]) => void) => () => void;

const interval = 20_000;

/** Asks again and again, while somebody looks at the page. */
export const polledPosts: PostSource = (onPosts) => {
  const abort = new AbortController();

  async function ask() {
    if (document.hidden || !navigator.onLine) return;
    try {
      const { data } = await bodyOf(api.GET("/v1/users/feed", { signal: abort.signal }));
      if (!abort.signal.aborted) onPosts(data);
    } catch {
      // The next turn may do better; what is on the screen is still good.
    }
  }

  const timer = setInterval(ask, interval);
  document.addEventListener("visibilitychange", ask);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
    abort.abort();
  };
};
