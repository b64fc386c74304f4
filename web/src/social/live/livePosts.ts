import { listen } from "./live";
import { newestPosts, polledPosts } from "./polledPosts";
import type { PostSource } from "./postSource";

/** Streams new posts. While no stream can be opened, the feed is polled. */
export const livePosts: PostSource = (onPosts) => {
  const abort = new AbortController();
  let stopPolling: (() => void) | undefined;

  async function tellNewest() {
    const posts = await newestPosts(abort.signal);
    if (!abort.signal.aborted) onPosts(posts);
  }

  const stop = listen({
    onOpen: (missed) => {
      stopPolling?.();
      stopPolling = undefined;
      if (missed) void tellNewest();
    },
    onAway: () => {
      stopPolling ??= polledPosts(onPosts);
    },
    onPost: (post) => onPosts([post]),
  });
  return () => {
    stop();
    stopPolling?.();
    abort.abort();
  };
};
