import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { currentToken, keepToken } from "~/api/token";
import { renderApp } from "~/testing/renderApp";
import { problem, server } from "~/testing/server";

beforeEach(() => {
  keepToken("token", false);
  vi.stubGlobal("location", { ...window.location, assign: vi.fn() });
});

test("signs out everywhere, and leaves nothing behind", async () => {
  sessionStorage.setItem("draft", "{}");
  server.use(http.put("*/v1/users/1/sign-out", () => new HttpResponse(null, { status: 204 })));
  renderApp("/settings");

  await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere" }));

  await vi.waitFor(() => expect(window.location.assign).toHaveBeenCalledWith("/sign-in"));
  expect(currentToken()).toBeNull();
  expect(sessionStorage).toHaveLength(0);
});

test("says that the sessions go on when they do", async () => {
  server.use(http.put("*/v1/users/1/sign-out", () => problem(503, "the database is away")));
  renderApp("/settings");

  await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere" }));

  expect(await screen.findByText(/You are still signed in/)).toBeInTheDocument();
  expect(currentToken()).toBe("token");
});

test("asks first where something half-written would be lost", async () => {
  sessionStorage.setItem("draft::post", "{}");
  server.use(http.put("*/v1/users/1/sign-out", () => new HttpResponse(null, { status: 204 })));
  renderApp("/settings");
  const everywhere = await screen.findByRole("button", { name: "Sign out everywhere" });

  await userEvent.click(everywhere);
  await userEvent.click(await screen.findByRole("button", { name: "Stay" }));
  expect(currentToken()).toBe("token");
  expect(sessionStorage).toHaveLength(2); // the draft and the token

  await userEvent.click(everywhere);
  await userEvent.click(await screen.findByRole("button", { name: "Sign out" }));
  await vi.waitFor(() => expect(currentToken()).toBeNull());
  expect(sessionStorage).toHaveLength(0);
});
