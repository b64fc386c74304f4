import { createParser } from "eventsource-parser";
import { api } from "~/api/client";
import { Failure } from "~/api/failure";
import type { Notification, Post } from "~/api/objects";

// The API sends a keep-alive every 15 s. The first bytes arrive at once, unless a
// proxy buffers the stream.
const silence = 40_000;
const firstSilence = 10_000;

/** The position of a stream, where the next one resumes. */
export interface Progress {
  /** The id of the last event received, empty before the first stream. */
  lastEventId: string;
  /** The delay before a reconnect that the API asks for, in milliseconds. */
  retry: number;
}

interface Listener {
  /** Called once, when the first bytes arrive. */
  onOpen: () => void;
  onPost: (post: Post) => void;
  onNotification: (notification: Notification) => void;
}

/**
 * Receives new posts and notifications until the API ends the stream. Throws if the stream breaks, if no
 * bytes arrive within 10 s, or if it is then silent for 40 s.
 */
export async function receiveEvents(progress: Progress, listener: Listener, signal: AbortSignal) {
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
        if (event === "notification") listener.onNotification(JSON.parse(data));
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

/** Opens the stream with fetch, because EventSource can't send the token in a header. */
async function open(lastEventId: string, signal: AbortSignal): Promise<ReadableStream<BufferSource>> {
  const { data } = await api.GET("/v1/users/feed/stream", {
    parseAs: "stream",
    // The API accepts the event id as a cursor, instead of a Last-Event-ID header.
    params: { query: { events: "post,notification", ...(lastEventId && { cursor: lastEventId }) } },
    headers: { Accept: "text/event-stream" },
    signal,
  });
  if (!data) throw Failure.unreachable();
  return data as ReadableStream<BufferSource>;
}
