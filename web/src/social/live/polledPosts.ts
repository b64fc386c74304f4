import { api, bodyOf } from "~/api/client";
import type { Post } from "~/api/objects";
import type { PostSource } from "./postSource";

const interval = 20_000;

/** Polls the feed every 20 s while the page is visible and online, and when it becomes visible. */
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

/** Returns the first page of the feed, or no posts if the request fails. */
export async function newestPosts(signal: AbortSignal): Promise<Post[]> {
  try {
    return (await bodyOf(api.GET("/v1/users/feed", { signal }))).data;
  } catch {
    return []; // the posts on screen stay valid, and the next poll retries
  }
}
