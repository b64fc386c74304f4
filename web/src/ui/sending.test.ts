import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { signIn } from "~/testing/signIn";
import { useDraft } from "./draft";

const blank = { content: "" };
const draftOf = (key = "comment") => renderHook(() => useDraft(key, blank)).result.current;

beforeEach(() => signIn());

test("attempts with the same body share a key, even from another form, until the draft is sent or dropped", () => {
  const draft = draftOf();
  const first = draft.attempt({ content: "hello" });
  expect(draftOf().attempt({ content: "hello" })).toBe(first);
  const second = draft.attempt({ content: "hello!" });
  expect(second).not.toBe(first);

  draft.sent();
  const third = draft.attempt({ content: "hello!" });
  expect(third).not.toBe(second);
  draft.drop();
  expect(draft.attempt({ content: "hello!" })).not.toBe(third);
});

test("each draft has its own keys", () => {
  expect(draftOf("comment 1").attempt(blank)).not.toBe(draftOf("comment 2").attempt(blank));
});

test("a draft that was sent is removed, and the forms that show it are notified", () => {
  const [draft, again] = [draftOf(), draftOf()];
  const [told, left, other] = [vi.fn(), vi.fn(), vi.fn()];
  again.onSent(told);
  again.onSent(left)();
  draftOf("another").onSent(other);
  draft.keep({ content: "hello" });
  draft.attempt({ content: "hello" });
  draft.sent();
  expect(draft.isKept()).toBe(false);
  expect([told, left, other].map((listener) => listener.mock.calls.length)).toEqual([1, 0, 0]);
});

test("text typed while the draft is being sent stays", () => {
  const draft = draftOf();
  const told = vi.fn();
  draft.onSent(told);
  draft.keep({ content: "hello" });
  draft.attempt({ content: "hello" });
  draft.keep({ content: "hello, and more" });
  draft.sent();
  expect(draftOf().initial).toEqual({ content: "hello, and more" });
  expect(told).not.toHaveBeenCalled();
});
