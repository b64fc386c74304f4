import { api, bodyOf } from "~/api/client";
import type { Post } from "~/api/objects";
import type { PostSource } from "./postSource";

const interval = 20_000;

/** Asks again and again, while somebody looks at the page. */
export const polledPosts: PostSource = (onPosts) => {
  const abort = new AbortController();

  async function ask() {
    if (document.hidden || !navigator.onLine) return;
    const posts = await newestPosts(abort.signal);
    if (!abort.signal.aborted) onPosts(posts);
  }

  const timer = setInterval(ask, interval);
  document.addEventListener("visibilitychange", ask);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
    abort.abort();
  };
};

/** The first page of the feed, or nothing: the next attempt may do better. */
export async function newestPosts(signal: AbortSignal): Promise<Post[]> {
  try {
    return (await bodyOf(api.GET("/v1/users/feed", { signal }))).data;
  } catch {
    return []; // what is on the screen is still good
  }
}
