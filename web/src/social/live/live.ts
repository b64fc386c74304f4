import { Failure, statusOf } from "~/api/failure";
import type { Notification, Post } from "~/api/objects";
import { type Progress, receiveEvents } from "./eventStream";
import { whileWatched } from "./whileWatched";

const longestPause = 60_000;
const maxFailures = 2; // failed attempts before the stream counts as away

export interface Listener {
  /**
   * Called when the stream opens, or at once if it is open. With missed, events before
   * now may not have been received.
   */
  onOpen: (missed: boolean) => void;
  /** Called when no stream can be opened. */
  onAway: () => void;
  onPost?: (post: Post) => void;
  onNotification?: (notification: Notification) => void;
}

const listeners = new Set<Listener>();
let state: "closed" | "open" | "away" = "closed";
let stopWatching = () => {};

/**
 * Streams new posts and notifications while the page is visible, until the returned
 * function is called. All listeners share one stream, which is reopened at its last
 * position when it ends.
 */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  else if (state === "open") listener.onOpen(true);
  else if (state === "away") listener.onAway();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stopWatching();
  };
}

function tell(call: (listener: Listener) => void) {
  for (const listener of listeners) call(listener);
}

function start() {
  const progress: Progress = { lastEventId: "", retry: 1000 };
  state = "closed";
  stopWatching = whileWatched((signal) => stream(progress, signal));
}

async function stream(progress: Progress, signal: AbortSignal) {
  for (let failures = 0; !signal.aborted; ) {
    const missed = progress.lastEventId === "";
    let notBefore = 0;
    try {
      await receiveEvents(
        progress,
        {
          onOpen: () => {
            failures = 0;
            state = "open";
            tell((listener) => listener.onOpen(missed));
          },
          onPost: (post) => tell((listener) => listener.onPost?.(post)),
          onNotification: (notification) => tell((listener) => listener.onNotification?.(notification)),
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
    if (failures >= maxFailures && state !== "away") {
      state = "away";
      tell((listener) => listener.onAway());
    }
    await pause(Math.max(untilRetry(progress.retry, failures), notBefore - Date.now()), signal);
  }
}

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
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
