import { Failure, statusOf } from "~/api/failure";
import { newestPosts, polledPosts } from "./polledPosts";
import type { PostSource } from "./postSource";
import { type Progress, receivePosts } from "./postStream";
import { whileWatched } from "./whileWatched";

const longestPause = 60_000;
const patience = 2; // failed attempts before polling starts

/**
 * Streams new posts while the page is visible. A stream that ends is reopened at its
 * last position. While no stream can be opened, the feed is polled.
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
              // Without a cursor the stream begins now, so fetch the posts from before.
              if (first) void newestPosts(signal).then((posts) => signal.aborted || onPosts(posts));
            },
            onPost: (post) => onPosts([post]),
          },
          signal,
        );
      } catch (error) {
        if (signal.aborted) return;
        if (statusOf(error) === 401) return; // the client drops the token, and the app goes to the sign-in page
        if (statusOf(error) === 400) progress.lastEventId = ""; // the API no longer accepts the cursor
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

/**
 * Returns the delay before a reconnect: exponential backoff with jitter, so that
 * clients that lost their streams together do not return together.
 */
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
