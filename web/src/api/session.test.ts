import { expect, test, vi } from "vitest";
import { signIn } from "~/testing/signIn";
import { currentSession, currentUserId, latestSession, onSessionLost, renewSession } from "./session";

const tokenOf = (user: number, nonce = "") => `h.${btoa(JSON.stringify({ sub: String(user), nonce }))}.s`;
const kept = (changes: object) =>
  JSON.stringify({ id: 1, accessToken: tokenOf(1, "next"), endsAt: 9e15, refreshToken: "next", ...changes });

/** Stores what another tab stores, and delivers the event of it. */
function storeElsewhere(newValue: string | null) {
  if (newValue === null) localStorage.removeItem("session");
  else localStorage.setItem("session", newValue);
  window.dispatchEvent(new StorageEvent("storage", { storageArea: localStorage, key: "session", newValue }));
}

/** Loads the module again, as another tab or a reload does. */
async function anotherTab() {
  vi.resetModules();
  return await import("./session");
}

test("outlives the browser only if that was asked for", () => {
  signIn("short");
  expect(sessionStorage.getItem("session")).toContain("short");
  expect(localStorage.getItem("session")).toBeNull();

  signIn("long", true);
  expect(sessionStorage.getItem("session")).toBeNull();
  expect(localStorage.getItem("session")).toContain("long");
});

test.each([false, true])("outlives a reload, remembered: %s", async (remember) => {
  signIn(tokenOf(7), remember);
  const reloaded = await anotherTab();
  expect(reloaded.currentSession()).toEqual(currentSession());
  expect(reloaded.currentUserId()).toBe("7");
});

test("is none where what is stored is damaged", async () => {
  for (const damaged of ["", "{", "null", "[]", '{"id":1}', kept({ endsAt: "soon" })]) {
    localStorage.setItem("session", damaged);
    expect((await anotherTab()).currentSession()).toBeNull();
  }
  localStorage.clear();
});

test("is lost when another tab signs out", () => {
  signIn("long", true);
  const lost = vi.fn();
  onSessionLost(lost);

  storeElsewhere(null);

  expect(lost).toHaveBeenCalledOnce();
  expect(currentSession()).toBeNull();
});

test("follows what another tab has refreshed, with or without an event", () => {
  signIn(tokenOf(1), true);
  storeElsewhere(kept({}));
  expect(currentSession()).toMatchObject({ refreshToken: "next" });

  localStorage.setItem("session", kept({ refreshToken: "after that" }));
  expect(latestSession()).toMatchObject({ refreshToken: "after that" });
});

test("is never another user's who signed in in another tab, and leaves that one alone", () => {
  signIn(tokenOf(1), true);
  const lost = vi.fn();
  onSessionLost(lost);

  const theirs = kept({ accessToken: tokenOf(2) });
  storeElsewhere(theirs);

  expect(lost).toHaveBeenCalledOnce();
  expect(currentUserId()).toBe("");
  expect(localStorage.getItem("session")).toBe(theirs);
});

test("the copy of a duplicated tab is told what the other one has refreshed", async () => {
  signIn(tokenOf(1));
  const copy = await anotherTab();

  const next = { id: 1, accessToken: tokenOf(1, "next"), endsAt: 9e15, refreshToken: "next" };
  renewSession(next);

  await vi.waitFor(() => expect(copy.currentSession()).toEqual(next));
});

test("a refresh that arrives after the sign-out brings nothing back", () => {
  renewSession({ id: 1, accessToken: "late", endsAt: 9e15, refreshToken: "late" });
  expect(currentSession()).toBeNull();
  expect(localStorage).toHaveLength(0);
});
