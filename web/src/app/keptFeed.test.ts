import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "~/api/failure";
import type { Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { dropSession, keepWithSession, keptWithSession } from "~/api/session";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";
import { me, page, post, user } from "~/testing/samples";
import { signIn } from "~/testing/signIn";
import { keepFeed } from "./keptFeed";

const feedKey = postKeys.feed({});
const pagesOf = (...ids: number[]): Pages<Post> => ({
  pages: ids.map((id) => page([post({ id })], `after ${id}`)),
  pageParams: ids.map((id) => `before ${id}`),
});

let stop = () => {};
function begin(): QueryClient {
  stop();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  stop = keepFeed(client);
  return client;
}

function fail(client: QueryClient, failure: Failure) {
  const queryFn = () => Promise.reject(failure);
  return client.fetchQuery({ queryKey: feedKey, queryFn }).catch(() => undefined);
}

beforeEach(() => {
  vi.useFakeTimers();
  signIn("token", true);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** Keeps a feed and an account as a visit to the feed does. */
function visit(feed: Pages<Post>) {
  const client = begin();
  client.setQueryData(feedKey, feed);
  client.setQueryData(userKeys.me(), user({ id: 1 }));
  vi.advanceTimersByTime(2_000);
}

test("the first three pages are kept, and shown if the API does not respond", async () => {
  visit(pagesOf(9, 8, 7, 6));
  const client = begin();
  await fail(client, Failure.unreachable());
  expect(client.getQueryData(feedKey)).toEqual({ ...pagesOf(9, 8, 7), keptAt: expect.any(Number) });
  expect(client.getQueryData(userKeys.me())).toMatchObject({ id: 1 });
});

test("a response of the API is shown instead, even if it is an error", async () => {
  visit(pagesOf(9));
  const client = begin();
  await fail(client, new Failure({ status: 500, detail: "broken" }));
  expect(client.getQueryData(feedKey)).toBeUndefined();

  client.setQueryData(feedKey, pagesOf(10));
  await fail(client, Failure.unreachable());
  expect(client.getQueryData(feedKey)).toEqual(pagesOf(10));
});

test("the e-mail address is not kept", () => {
  const client = begin();
  client.setQueryData(feedKey, pagesOf(9));
  client.setQueryData(userKeys.me(), me({ email: "maya@example.com" }));
  vi.advanceTimersByTime(2_000);
  expect(keptWithSession()).toContain('"me":{');
  expect(keptWithSession()).not.toContain("maya@example.com");
});

test("what was kept is gone with the session, and is not written again", async () => {
  visit(pagesOf(9));
  expect(keptWithSession()).toContain('"id":9');
  const client = begin();
  client.setQueryData(feedKey, pagesOf(10)); // to be written in a moment
  dropSession();
  vi.advanceTimersByTime(2_000);
  expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain('"id"');

  signIn("token of another user", true);
  await fail(client, Failure.unreachable());
  expect(keptWithSession()).toBeNull();
});

test("the feed of a tab is not in storage that outlives the tab", () => {
  signIn();
  visit(pagesOf(9));
  expect(keptWithSession()).toContain('"id":9');
  expect({ ...localStorage }).toEqual({});
});

test.each([
  ["not JSON", "{"],
  ["of another version", JSON.stringify({ version: 0, at: Date.now(), feed: pagesOf(9) })],
  ["a month old", JSON.stringify({ version: 2, at: Date.now() - 30 * 24 * 3_600_000, feed: pagesOf(9) })],
])("a text that is %s is ignored", async (_, text) => {
  keepWithSession(text);
  const client = begin();
  await fail(client, Failure.unreachable());
  expect(client.getQueryData(feedKey)).toBeUndefined();
});
