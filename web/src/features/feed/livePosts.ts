import { Failure, statusOf } from "~/api/failure";
import { newestPosts, polledPosts } from "./polledPosts";
import type { PostSource } from "./postSource";
import { type Progress, receivePosts } from "./postStream";
import { whileWatched } from "./whileWatched";

const longestPause = 60_000;
const patience = 2; // attempts that fail before polling stands in

/**
 * Streams the feed while somebody looks at the page. A stream that ends is opened
 * again where it ended; while none can be had, the feed is asked from time to time.
 */
export const livePosts: PostSource = (onPosts) => {
  const progress: Progress = { lastEventId: "", retry: 1000 };
  let stopPolling: (() => void) | undefined;

  async function stream(signal: AbortSignal) {
    for (let failures = 0; !signal.aborted; ) {
      const first = progress.lastEventId === "";
      let notBefore = 0;
      try {
        await receivePosts(
          progress,
          {
            onOpen: () => {
              failures = 0;
              stopPolling?.();
              stopPolling = undefined;
              // A stream without a beginning has nothing from before it was opened.
              if (first) void newestPosts(signal).then((posts) => signal.aborted || onPosts(posts));
            },
            onPost: (post) => onPosts([post]),
          },
          signal,
        );
      } catch (error) {
        if (signal.aborted) return;
        if (statusOf(error) === 401) return; // the sign-in is next
        if (statusOf(error) === 400) progress.lastEventId = ""; // no longer known
        if (error instanceof Failure && error.retryAt) notBefore = error.retryAt;
        failures++;
      }
      if (failures >= patience) stopPolling ??= polledPosts(onPosts);
      await pause(Math.max(untilRetry(progress.retry, failures), notBefore - Date.now()), signal);
    }
  }

  const stopWatching = whileWatched(stream);
  return () => {
    stopWatching();
    stopPolling?.();
  };
};

/** Longer after each failure, and never the same for all who lost their stream at once. */
function untilRetry(retry: number, failures: number): number {
  const longest = Math.min(retry * 2 ** failures, longestPause);
  return longest / 2 + (Math.random() * longest) / 2;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
