import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { dropSession } from "~/api/session";
import { signIn } from "~/testing/signIn";
import { hasDrafts, useDraft } from "./draft";

const tokenOf = (user: string) => `head.${btoa(JSON.stringify({ sub: user }))}.signature`;
const blank = { title: "", tags: [] as string[] };
const draftOf = (key: string, begun = blank) => renderHook(() => useDraft(key, begun)).result.current;

beforeEach(() => {
  sessionStorage.clear();
  signIn(tokenOf("1"));
});

test("a draft is restored after the session has ended and the user has signed in again", () => {
  const draft = draftOf("post");
  dropSession();
  draft.keep({ title: "Half", tags: ["a"] });
  signIn(tokenOf("1"));
  expect(draftOf("post").initial).toEqual({ title: "Half", tags: ["a"] });
});

test("a draft belongs to one user and one key", () => {
  draftOf("post").keep({ title: "Half", tags: [] });
  expect(draftOf("comment").initial).toEqual(blank);
  signIn(tokenOf("2"));
  expect(draftOf("post").initial).toEqual(blank);
  expect(hasDrafts()).toBe(false);
});

test("unchanged text is not a draft", () => {
  const begun = { title: "Old", tags: [] };
  const draft = draftOf("edit", begun);
  draft.keep({ title: "New", tags: [] });
  expect([draft.isKept(), hasDrafts()]).toEqual([true, true]);
  draft.keep(begun);
  expect([draft.isKept(), hasDrafts()]).toEqual([false, false]);
});

test("stored text of another format is ignored", () => {
  sessionStorage.setItem("draft:1:post", '{"title":7,"tags":["a",1],"more":true}');
  expect(draftOf("post").initial).toEqual(blank);
});

test("a draft belongs to one user even without storage", () => {
  vi.spyOn(window, "sessionStorage", "get").mockImplementation(() => {
    throw new Error("storage is disabled");
  });
  signIn(tokenOf("1"));
  draftOf("post").keep({ title: "Half", tags: [] });
  expect([draftOf("post").initial.title, hasDrafts()]).toEqual(["Half", true]);
  signIn(tokenOf("2"));
  expect([draftOf("post").initial.title, hasDrafts()]).toEqual(["", false]);
});
