import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useIdempotency } from "./idempotency";

test("the key stays while the same body is tried again, and no longer", () => {
  const { result } = renderHook(useIdempotency);
  const { keyFor, succeeded } = result.current;

  const first = keyFor({ content: "hello" });
  expect(keyFor({ content: "hello" })).toBe(first);
  expect(keyFor({ content: "hello!" })).not.toBe(first);

  const second = keyFor({ content: "hello!" });
  succeeded();
  expect(keyFor({ content: "hello!" })).not.toBe(second);
});
