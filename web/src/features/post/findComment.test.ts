import { expect, test } from "vitest";
import { comment } from "~/testing/samples";
import { findComment } from "./findComment";

/** Serves pages of comments, each with the ids of its replies, and counts the requests. */
function source(pages: Record<number, number[]>[]) {
  let loaded = 1;
  let requests = 0;
  const rows = () =>
    pages
      .slice(0, loaded)
      .flatMap((page) => Object.entries(page))
      .map(([id, replies]) => comment({ id: Number(id), replies_count: replies.length }))
      .sort((a, b) => b.id - a.id);
  return {
    rows,
    hasMore: () => loaded < pages.length,
    more: async () => {
      requests++;
      loaded++;
    },
    repliesTo: async ({ id }: { id: number }) => {
      requests++;
      const page = pages.find((each) => id in each);
      return (page?.[id] ?? []).map((reply) => comment({ id: reply, parent_id: id }));
    },
    requests: () => requests,
  };
}

test.each([
  ["a comment that is shown", [{ 9: [], 8: [] }], 8, { thread: null }, 0],
  ["a comment of a later page", [{ 9: [] }, { 5: [] }, { 3: [] }], 3, { thread: null }, 2],
  ["a reply", [{ 9: [10], 4: [5, 8] }], 8, { thread: 4 }, 1],
  ["a reply to a comment of a later page", [{ 9: [10] }, { 4: [5, 8] }], 8, { thread: 4 }, 2],
  ["no comment that is gone", [{ 9: [10] }, { 4: [5] }], 8, null, 2],
])("finds %s", async (_, pages, id, place, requests) => {
  const comments = source(pages as Record<number, number[]>[]);
  expect(await findComment(id, comments)).toEqual(place);
  expect(comments.requests()).toBe(requests);
});

test("gives up after a number of requests", async () => {
  const pages = Array.from({ length: 1000 }, (_, place) => ({ [5000 - place]: [] }));
  const comments = source(pages);
  expect(await findComment(1, comments)).toBeNull();
  expect(comments.requests()).toBeLessThan(50);
});
