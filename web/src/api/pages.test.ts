import { expect, test } from "vitest";
import { page, post } from "~/testing/samples";
import { prependRows, rowsOf } from "./pages";

test("a prepended row is on no page twice, whatever page it was on", () => {
  const pages = {
    pages: [page([post({ id: 4 }), post({ id: 3 })], "next"), page([post({ id: 2 }), post({ id: 1 })])],
    pageParams: [null, "next"],
  };
  const ids = rowsOf(prependRows(pages, [post({ id: 5 }), post({ id: 2 })])).map(({ id }) => id);
  expect(ids).toEqual([5, 2, 4, 3, 1]);
});
