import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { currentSession } from "~/api/session";
import { renderApp } from "~/testing/renderApp";
import { noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => {
  signIn();
  vi.stubGlobal("location", { ...window.location, assign: vi.fn() });
});

test("signs out everywhere, and leaves nothing behind", async () => {
  sessionStorage.setItem("draft", "{}");
  server.use(http.put("*/v1/users/1/sign-out", noContent));
  renderApp("/settings");

  await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere" }));

  await vi.waitFor(() => expect(window.location.assign).toHaveBeenCalledWith("/sign-in"));
  expect(currentSession()).toBeNull();
  expect(sessionStorage).toHaveLength(0);
});

test("says so if the sessions have not ended", async () => {
  server.use(http.put("*/v1/users/1/sign-out", () => problem(503, "the database is away")));
  renderApp("/settings");

  await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere" }));

  expect(await screen.findByText(/You are still signed in/)).toBeInTheDocument();
  expect(currentSession()?.accessToken).toBe("token");
});

test("asks first if a draft would be lost", async () => {
  sessionStorage.setItem("draft::post", "{}");
  server.use(http.put("*/v1/users/1/sign-out", noContent));
  renderApp("/settings");
  const everywhere = await screen.findByRole("button", { name: "Sign out everywhere" });

  await userEvent.click(everywhere);
  await userEvent.click(await screen.findByRole("button", { name: "Stay" }));
  expect(currentSession()?.accessToken).toBe("token");
  expect(sessionStorage).toHaveLength(2); // the draft and the session

  await userEvent.click(everywhere);
  await userEvent.click(await screen.findByRole("button", { name: "Sign out" }));
  await vi.waitFor(() => expect(currentSession()).toBeNull());
  expect(sessionStorage).toHaveLength(0);
});

test("signing out here ends the session at the API, or only here while the API can't be reached", async () => {
  const ended: (string | null)[] = [];
  server.use(
    http.delete("*/v1/authentication/session", ({ request }) => {
      ended.push(request.headers.get("Authorization"));
      return ended.length > 1 ? HttpResponse.error() : noContent();
    }),
  );
  for (const times of [1, 2]) {
    renderApp("/settings");
    await userEvent.click(await screen.findByRole("button", { name: "Sign out" }));
    await vi.waitFor(() => expect(window.location.assign).toHaveBeenCalledTimes(times));
    expect(currentSession()).toBeNull();
    cleanup();
    signIn();
  }
  expect(ended).toEqual(["Bearer token", "Bearer token"]);
});
