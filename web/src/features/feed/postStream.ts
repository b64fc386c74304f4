import { createParser } from "eventsource-parser";
import { api } from "~/api/client";
import { Failure } from "~/api/failure";
import type { Post } from "~/api/objects";

// The API gives a sign of life every 15 s. The first comes at once, unless
// something on the way keeps back what streams.
const silence = 40_000;
const firstSilence = 10_000;

/** How far a stream has come, to go on there with the next one. */
export interface Progress {
  /** Names the last post that was received, empty before the first stream. */
  lastEventId: string;
  /** How long the API asks to wait before coming back, in milliseconds. */
  retry: number;
}

interface Listener {
  /** The stream is open and begins where it should. */
  onOpen: () => void;
  onPost: (post: Post) => void;
}

/** Receives posts until the API ends the stream; fails when the stream breaks, or is silent too long. */
export async function receivePosts(progress: Progress, listener: Listener, signal: AbortSignal) {
  const dead = new AbortController();
  const over = AbortSignal.any([signal, dead.signal]);
  let timer = setTimeout(() => dead.abort(Failure.unreachable()), firstSilence);
  try {
    const stream = await open(progress.lastEventId, over);
    const parser = createParser({
      onId: (id) => {
        progress.lastEventId = id;
      },
      onRetry: (retry) => {
        progress.retry = retry;
      },
      onEvent: ({ event, data }) => {
        if (event === "post") listener.onPost(JSON.parse(data));
      },
    });
    const reader = stream.pipeThrough(new TextDecoderStream(), { signal: over }).getReader();
    for (let opened = false; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => dead.abort(Failure.unreachable()), silence);
      if (!opened) listener.onOpen();
      opened = true;
      parser.feed(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** By fetch, for an EventSource can't send the token in a header. */
async function open(lastEventId: string, signal: AbortSignal): Promise<ReadableStream<BufferSource>> {
  const { data } = await api.GET("/v1/users/feed/stream", {
    parseAs: "stream",
    // Not as a Last-Event-ID: other origins may not send that header.
    params: lastEventId ? { query: { cursor: lastEventId } } : {},
    headers: { Accept: "text/event-stream" },
    signal,
  });
  if (!data) throw Failure.unreachable();
  return data as ReadableStream<BufferSource>;
}
