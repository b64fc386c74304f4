import { expect, test } from "vitest";
import { isFiltered, readFeedSearch, tagsOf } from "./feedSearch";

test("keeps valid parameters", () => {
  const search = { q: "bike", tags: "go,web", since: "2026-01-01", until: "2026-02-01", sort: "oldest" };
  expect(readFeedSearch(search)).toEqual(search);
});

test("drops invalid parameters", () => {
  expect(
    readFeedSearch({ q: "", tags: " , ", since: "yesterday", until: "2026-99-99", sort: "best" }),
  ).toEqual({});
});

test.each([
  { since: "0000-01-01" },
  { since: "0001-01-01" }, // in the year 0 in UTC, if that is behind
  { until: "9999-12-31" },
  { q: "\0abc" },
  { tags: "a\0" },
  { tags: "a".repeat(51) },
])("drops %j, which the API would refuse", (search) => {
  expect(readFeedSearch(search)).toEqual({});
});

test("keeps at most five tags, each once", () => {
  expect(readFeedSearch({ tags: "a,b,a,c,d,e,f" })).toEqual({ tags: "a,b,c,d,e" });
  expect(tagsOf({ tags: "a, b ,a" })).toEqual(["a", "b"]);
});

test("an order is not a filter", () => {
  expect(isFiltered({ sort: "oldest" })).toBe(false);
  expect(isFiltered({ until: "2026-01-01" })).toBe(true);
});
