import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Post } from "~/api/objects";
import { currentSession } from "~/api/session";
import { page, post } from "~/testing/samples";
import { events, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { livePosts } from "./livePosts";

const posted = (id: number) => `id: ${id}\nevent: post\ndata: ${JSON.stringify(post({ id }))}\n\n`;

let stop = () => {};
let told: number[] = [];

function listen() {
  stop = livePosts((posts: Post[]) => told.push(...posts.map(({ id }) => id)));
}

/** Serves one response per attempt, and repeats the last one. Returns the cursors requested. */
function streams(...answers: (() => Response)[]) {
  const asked: (string | null)[] = [];
  server.use(
    http.get("*/v1/users/feed/stream", ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("cursor"));
      return answers[Math.min(asked.length, answers.length) - 1]?.() ?? HttpResponse.error();
    }),
  );
  return asked;
}

/** A stream that sends the text and then stays open and silent. */
function open(text: string) {
  return () =>
    events(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(text)) }));
}

const ended = (text: string) => () => events(text);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  signIn();
  told = [];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** Advances the fake timers until check passes. */
async function eventually(check: () => void) {
  for (let attempt = 0; ; attempt++) {
    try {
      return check();
    } catch (error) {
      if (attempt > 1000) throw error;
      await vi.advanceTimersByTimeAsync(100);
    }
  }
}

test("reports posts as they arrive, and none twice", async () => {
  const asked = streams(open(`retry: 5\nid: start\n\n${posted(1)}: alive\n\n${posted(2)}`));
  listen();
  await eventually(() => expect(told).toEqual([1, 2]));
  expect(asked).toEqual([null]);
});

test("continues where a stream ended, even one without a post", async () => {
  const asked = streams(
    ended("retry: 5\nid: start\n\n"),
    ended(posted(1)),
    () => HttpResponse.error(),
    open(posted(2)),
  );
  listen();
  await eventually(() => expect(told).toEqual([1, 2]));
  expect(asked).toEqual([null, "start", "1", "1"]);
});

test("requests once the posts that arrived before the first stream opened", async () => {
  server.use(http.get("*/v1/users/feed", () => HttpResponse.json(page([post({ id: 7 })]))));
  const asked = streams(ended("retry: 5\nid: start\n\n"), open(": alive\n\n"));
  listen();
  await eventually(() => expect(asked).toEqual([null, "start"]));
  await eventually(() => expect(told).toEqual([7]));
});

test("replaces a stream that has gone silent", async () => {
  const asked = streams(open("retry: 5\nid: start\n\n"), open(posted(1)));
  listen();
  await eventually(() => expect(told).toEqual([1]));
  expect(asked).toEqual([null, "start"]);
});

test("polls while no stream can be opened, and stops once one is open", async () => {
  let feeds = 0;
  server.use(http.get("*/v1/users/feed", () => HttpResponse.json(page([post({ id: ++feeds })]))));
  const away = () => problem(503, "redis is away");
  streams(away, away, away, away, away, away, open("retry: 5\nid: start\n\n"));
  listen();
  await eventually(() => expect(told.length).toBeGreaterThan(1));

  let opened = 0;
  server.use(
    http.get("*/v1/users/feed/stream", () => {
      opened++;
      return open("retry: 5\nid: start\n\n: alive\n\n")();
    }),
  );
  await eventually(() => expect(opened).toBe(1));
  await eventually(() => expect(feeds).toBeGreaterThan(2));
  const asked = feeds;
  await vi.advanceTimersByTimeAsync(30_000); // longer than the polling interval
  expect(feeds - asked).toBeLessThanOrEqual(1);
});

test("starts from now if the API no longer accepts the position", async () => {
  const asked = streams(
    ended("retry: 5\nid: old\n\n"),
    () => problem(400, "the cursor is not one of this list"),
    open(posted(1)),
  );
  listen();
  await eventually(() => expect(told).toEqual([1]));
  expect(asked).toEqual([null, "old", null]);
});

test("a refused token ends the session, without another attempt", async () => {
  const asked = streams(() => problem(401, "the token has expired"));
  listen();
  await eventually(() => expect(currentSession()).toBeNull());
  await vi.advanceTimersByTimeAsync(200_000);
  expect(asked).toEqual([null]);
});

test("pauses while offline, and continues when back online", async () => {
  const asked = streams(open("retry: 5\nid: start\n\n"), open(posted(1)));
  listen();
  await eventually(() => expect(asked).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(1000);

  vi.stubGlobal("navigator", { ...navigator, onLine: false });
  window.dispatchEvent(new Event("offline"));
  await vi.advanceTimersByTimeAsync(200_000);
  expect(asked).toHaveLength(1);

  vi.unstubAllGlobals();
  window.dispatchEvent(new Event("online"));
  await eventually(() => expect(told).toEqual([1]));
  expect(asked).toEqual([null, "start"]);
});

test("pauses when the page has been hidden for a minute", async () => {
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(false);
  const asked = streams(open("retry: 5\nid: start\n\n"), open(posted(1)));
  listen();
  await eventually(() => expect(asked).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(1000);

  hidden.mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(30_000);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1); // a short time in the background does not end the stream

  hidden.mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(200_000);
  const attempts = asked.length;
  await vi.advanceTimersByTimeAsync(200_000);
  expect(asked).toHaveLength(attempts);
});
