import { expect, test } from "vitest";
import type { Comment } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { comment, page } from "~/testing/samples";
import { arrivedSince, takeChanges } from "./newComments";

/** A list of these comments. With a cursor, more follow. */
function list(ids: number[], next: string | null = null) {
  return {
    pages: [
      page(
        ids.map((id) => comment({ id })),
        next,
      ),
    ],
    pageParams: [null],
  };
}

const newest = (ids: number[], next: string | null = null) =>
  page(
    ids.map((id) => comment({ id })),
    next,
  );

const idsOf = (pages: Pages<Comment>) => rowsOf(pages).map(({ id }) => id);

test.each([
  ["nothing new", list([3, 2, 1]), newest([3, 2, 1]), [], false],
  ["two new comments", list([2, 1]), newest([4, 3, 2, 1]), [4, 3], false],
  ["the first comments", list([]), newest([2, 1]), [2, 1], false],
  ["no older comment after one was deleted", list([5, 4], "next"), newest([5, 3], "next"), [], false],
  ["new comments, and possibly more of them", list([2, 1]), newest([9, 8], "next"), [9, 8], true],
  ["new comments after the known ones were deleted", list([2, 1]), newest([9, 8]), [9, 8], false],
])("finds %s", (_, known, page, ids, more) => {
  const arrived = arrivedSince(known, page);
  expect({ ids: arrived.comments.map(({ id }) => id), more: arrived.more }).toEqual({ ids, more });
});

test("only the counts of a known comment change", () => {
  const changed = comment({ id: 2, content: "Edited", likes_count: 3, replies_count: 4 });
  const { pages } = takeChanges(list([2, 1]), page([changed], "next"));
  expect(pages[0]?.data).toEqual([comment({ id: 2, likes_count: 3, replies_count: 4 }), comment({ id: 1 })]);
});

test.each([
  ["goes if the page has its neighbours only", list([3, 2, 1]), newest([3, 1]), [3, 1]],
  ["goes if it was the only one", list([1]), newest([]), []],
  ["goes if it was the newest", list([3, 2, 1], "next"), newest([2, 1], "next"), [2, 1]],
  ["stays if it may be on a later page", list([3, 2, 1]), newest([5, 4, 3], "next"), [3, 2, 1]],
  ["stays if the page is empty and another follows", list([2, 1]), newest([], "next"), [2, 1]],
])("a comment %s", (_, known, page, ids) => {
  expect(idsOf(takeChanges(known, page))).toEqual(ids);
});

test("a comment that came into the list after the page was asked for stays", () => {
  expect(idsOf(takeChanges(list([3, 2, 1]), newest([1]), list([2, 1])))).toEqual([3, 1]);
});

test("a removed comment with replies becomes a placeholder, and a restored one is shown again", () => {
  const { is_removed: _, ...written } = comment({ id: 2, replies_count: 1 }); // absent if false
  const removed = { ...written, content: "", user: null, user_id: null, is_removed: true };
  const listOf = (row: Comment) => ({ pages: [page([row])], pageParams: [null] });
  expect(takeChanges(listOf(written), page([removed]))).toEqual(listOf(removed));
  expect(takeChanges(listOf(removed), page([written]))).toEqual(listOf(written));
});
