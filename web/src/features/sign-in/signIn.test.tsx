import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { currentToken, keepToken } from "~/api/token";
import { renderApp } from "~/testing/renderApp";
import { problem, server } from "~/testing/server";

async function signIn() {
  await userEvent.type(await screen.findByLabelText("Email"), "maya@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "password123");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

test("leads to the sign-in, and back to where one was", async () => {
  server.use(
    http.post("*/v1/authentication/token", () => HttpResponse.json({ data: "token" }, { status: 201 })),
  );
  renderApp("/settings");

  await signIn();

  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
  expect(currentToken()).toBe("token");
});

test("does not say whether it was the address or the password", async () => {
  server.use(http.post("*/v1/authentication/token", () => problem(401, "wrong credentials")));
  renderApp("/sign-in");

  await signIn();

  expect(await screen.findByRole("alert")).toHaveTextContent("Wrong email or password");
});

test("a token that the API refuses leads to the sign-in", async () => {
  keepToken("expired", true);
  server.use(http.get("*/v1/users/me", () => problem(401, "the token has expired")));
  const router = renderApp("/settings");

  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(router.state.location.search).toEqual({ next: "/settings" });
});
