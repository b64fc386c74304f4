import { expect, test, vi } from "vitest";
import { currentToken, keepToken, onTokenLost } from "./token";

test("outlives the browser only if that was asked for", () => {
  keepToken("short", false);
  expect(sessionStorage.getItem("token")).toBe("short");
  expect(localStorage.getItem("token")).toBeNull();

  keepToken("long", true);
  expect(sessionStorage.getItem("token")).toBeNull();
  expect(localStorage.getItem("token")).toBe("long");
});

test("is lost when another tab signs out", () => {
  keepToken("long", true);
  const lost = vi.fn();
  onTokenLost(lost);

  const change = { storageArea: localStorage, key: "token", oldValue: "long", newValue: null };
  window.dispatchEvent(new StorageEvent("storage", change));

  expect(lost).toHaveBeenCalledOnce();
  expect(currentToken()).toBeNull();
});
