import { expect, test, vi } from "vitest";
import { signIn } from "~/testing/signIn";
import {
  currentSession,
  currentUserId,
  dropSession,
  keepSession,
  keepWithSession,
  keptWithSession,
  latestSession,
  loseSession,
  onSessionLost,
  renewSession,
} from "./session";

const tokenOf = (user: number, nonce = "") => `h.${btoa(JSON.stringify({ sub: String(user), nonce }))}.s`;
const kept = (changes: object) =>
  JSON.stringify({ id: 1, accessToken: tokenOf(1, "next"), endsAt: 9e15, refreshToken: "next", ...changes });

/** Stores a session as another tab does, and delivers the event. */
function storeElsewhere(newValue: string | null) {
  if (newValue === null) localStorage.removeItem("session");
  else localStorage.setItem("session", newValue);
  window.dispatchEvent(new StorageEvent("storage", { storageArea: localStorage, key: "session", newValue }));
}

/** Delivers an event for each change of the storage, as a browser does to other tabs. */
function deliverEvents() {
  const deliver = (storageArea: Storage, key: string, newValue: string | null) =>
    window.dispatchEvent(new StorageEvent("storage", { storageArea, key, newValue }));
  const { setItem, removeItem } = Storage.prototype;
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(function (this: Storage, key, value) {
    setItem.call(this, key, value);
    deliver(this, key, value);
  });
  vi.spyOn(Storage.prototype, "removeItem").mockImplementation(function (this: Storage, key) {
    removeItem.call(this, key);
    deliver(this, key, null);
  });
}

/** Loads the module again, as another tab or a reload does. */
async function anotherTab() {
  vi.resetModules();
  return await import("./session");
}

test("a session survives the browser only if the user chose that", () => {
  signIn("short");
  expect(sessionStorage.getItem("session")).toContain("short");
  expect(localStorage.getItem("session")).toBeNull();

  signIn("long", true);
  expect(sessionStorage.getItem("session")).toBeNull();
  expect(localStorage.getItem("session")).toContain("long");
});

test.each([false, true])("a session survives a reload, remembered: %s", async (remember) => {
  signIn(tokenOf(7), remember);
  const reloaded = await anotherTab();
  expect(reloaded.currentSession()).toEqual(currentSession());
  expect(reloaded.currentUserId()).toBe("7");
});

test("a damaged session is ignored", async () => {
  for (const damaged of ["", "{", "null", "[]", '{"id":1}', kept({ endsAt: "soon" })]) {
    localStorage.setItem("session", damaged);
    expect((await anotherTab()).currentSession()).toBeNull();
  }
});

test("a session is lost when another tab signs out", () => {
  signIn("long", true);
  const lost = vi.fn();
  onSessionLost(lost);

  storeElsewhere(null);

  expect(lost).toHaveBeenCalledOnce();
  expect(currentSession()).toBeNull();
});

test("a session that another tab has refreshed is taken over, with or without an event", () => {
  signIn(tokenOf(1), true);
  storeElsewhere(kept({}));
  expect(currentSession()).toMatchObject({ refreshToken: "next" });

  localStorage.setItem("session", kept({ refreshToken: "after that" }));
  expect(latestSession()).toMatchObject({ refreshToken: "after that" });
});

test("a session is lost when another user signs in in another tab, and theirs stays", () => {
  signIn(tokenOf(1), true);
  const lost = vi.fn();
  onSessionLost(lost);

  const theirs = kept({ accessToken: tokenOf(2) });
  storeElsewhere(theirs);

  expect(lost).toHaveBeenCalledOnce();
  expect(currentUserId()).toBe("");
  expect(localStorage.getItem("session")).toBe(theirs);
});

test("a new session of the same user passes to the other tabs", async () => {
  const atSignIn = await anotherTab();
  signIn(tokenOf(1), true);
  keepWithSession("The feed");
  const lost = vi.fn();
  onSessionLost(lost);

  deliverEvents();
  const again = { id: 2, accessToken: tokenOf(1, "again"), endsAt: 9e15, refreshToken: "again" };
  expect(atSignIn.keepSession(again, true)).toMatchObject({ id: 1 });

  expect(lost).not.toHaveBeenCalled();
  expect(currentSession()).toEqual(again);
  expect(keptWithSession()).toBeNull();
});

test.each([
  ["signs out", dropSession],
  ["is signed out by the API", loseSession],
])("another user's session in another tab stays when this tab %s", (_, end) => {
  signIn(tokenOf(1));
  const theirs = kept({ id: 2, accessToken: tokenOf(2) });
  storeElsewhere(theirs);

  end();

  expect(sessionStorage.getItem("session")).toBeNull();
  expect(localStorage.getItem("session")).toBe(theirs);
});

test("a session for this tab only does not replace one that another tab keeps", () => {
  const theirs = kept({ id: 2, accessToken: tokenOf(2) });
  storeElsewhere(theirs);
  const own = { id: 3, accessToken: tokenOf(1), endsAt: 9e15, refreshToken: "own" };
  expect(keepSession(own, false)).toBeNull();
  expect(localStorage.getItem("session")).toBe(theirs);
});

test("a refresh that arrives after a new sign-in in another tab does not replace it", () => {
  signIn(tokenOf(1), true);
  const again = kept({ id: 2, refreshToken: "again" });
  localStorage.setItem("session", again);

  renewSession({ id: 1, accessToken: "late", endsAt: 9e15, refreshToken: "late" });

  expect(localStorage.getItem("session")).toBe(again);
  expect(currentSession()).toMatchObject({ refreshToken: "again" });
});

test("a session lasts until the page is closed if storage is disabled", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("disabled", "SecurityError");
  });
  signIn(tokenOf(1), true);
  expect(currentUserId()).toBe("1");
  dropSession();
  expect(currentSession()).toBeNull();
});

test("the copy of a duplicated tab receives refreshed tokens of the other", async () => {
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
