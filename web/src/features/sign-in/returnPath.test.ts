import { expect, test } from "vitest";
import { returnPath } from "./returnPath";

test("leads back to a page of this site", () => {
  expect(returnPath("/posts/7?edit=true#comments")).toBe("/posts/7?edit=true#comments");
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
  7,
  undefined,
])("never leads to %s", (next) => {
  expect(returnPath(next)).toBeUndefined();
});
