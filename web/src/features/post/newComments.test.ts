import { expect, test } from "vitest";
import { comment, page } from "~/testing/samples";
import { arrivedSince, updateCounts } from "./newComments";

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
  const { pages } = updateCounts(list([2, 1]), page([changed]));
  expect(pages[0]?.data).toEqual([comment({ id: 2, likes_count: 3, replies_count: 4 }), comment({ id: 1 })]);
});
