import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { currentSession, dropSession } from "~/api/session";
import { renderApp } from "~/testing/renderApp";
import { noContent, problem, server, tokens } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const path = "*/v1/authentication/session";
const codeRequired = { type: "/problems/code-required" };

async function fillIn(email = "maya@example.com") {
  await userEvent.type(await screen.findByLabelText("Email"), email);
  await userEvent.type(screen.getByLabelText("Password"), "password123");
  await press();
}

function press() {
  return userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

/** Accepts sign-ins, with the code if one is needed, and returns their bodies. */
function accept(needed?: string) {
  const bodies: Record<string, string>[] = [];
  server.use(
    http.post(path, async ({ request }) => {
      const body = (await request.json()) as Record<string, string>;
      bodies.push(body);
      if (needed && !body.code) return problem(401, "a code is required", codeRequired);
      if (needed && body.code !== needed) return problem(401, "wrong credentials");
      return HttpResponse.json({ data: tokens("token", { device_token: `device of ${body.email}` }) });
    }),
  );
  return bodies;
}

test("leads to the sign-in page, and back to the page that was asked for", async () => {
  accept();
  renderApp("/settings");

  await fillIn();

  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
  expect(currentSession()).toMatchObject({ accessToken: "token", refreshToken: "refresh token" });
});

test("the sign-in page sends a signed-in user where signing in would lead", async () => {
  signIn();
  const router = renderApp("/sign-in?next=/settings?x=1");
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
  expect(router.state.location.href).toBe("/settings?x=1");
});

test.each([
  ["Create an account", "Sign in"],
  ["Forgot your password?", "Back to signing in"],
])("leads back to the page that was asked for, even by way of “%s”", async (there, back) => {
  accept();
  renderApp("/settings");
  await userEvent.click(await screen.findByRole("link", { name: there }));
  await userEvent.click(await screen.findByRole("link", { name: back }));
  await screen.findByRole("heading", { name: "Sign in" });
  await fillIn();
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
});

test("does not say whether it was the address or the password", async () => {
  server.use(http.post(path, () => problem(401, "wrong credentials")));
  renderApp("/sign-in");

  await fillIn();

  expect(await screen.findByRole("alert")).toHaveTextContent("Wrong email or password");
});

test("asks for the code if the account needs one, and keeps what was typed", async () => {
  const bodies = accept("123456");
  const router = renderApp("/sign-in");
  await fillIn();

  const code = await screen.findByLabelText("Code");
  expect(code).toHaveFocus();
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.type(code, "000000");
  await press();
  expect(await screen.findByRole("alert")).toHaveTextContent("Wrong email, password or code");

  await userEvent.clear(code);
  await userEvent.type(code, " 123456 ");
  await press();
  await screen.findByRole("heading", { name: "Home" });
  expect(router.state.location.pathname).toBe("/");
  expect(bodies.map((body) => body.code)).toEqual([undefined, "000000", "123456"]);
});

test("sends each account's own device token from the second sign-in on, even after a sign-out", async () => {
  const bodies = accept();
  for (const email of ["maya@example.com", "tomas@example.com", "Maya@example.com"]) {
    renderApp("/sign-in");
    await fillIn(email);
    await screen.findByRole("heading", { name: "Home" });
    cleanup();
    dropSession();
  }
  expect(bodies.map((body) => body.device_token)).toEqual([
    undefined,
    undefined,
    "device of maya@example.com",
  ]);
});

test("ends the session that another tab has begun meanwhile", async () => {
  accept();
  const ended: (string | null)[] = [];
  server.use(
    http.post(`${path}/refresh`, async ({ request }) => {
      const { refresh_token } = (await request.json()) as Record<string, string>;
      return HttpResponse.json({ data: tokens(`next of ${refresh_token}`) });
    }),
    http.delete(path, ({ request }) => {
      ended.push(request.headers.get("Authorization"));
      return noContent();
    }),
  );
  renderApp("/sign-in");
  await screen.findByLabelText("Email");
  const elsewhere = { id: 2, accessToken: "elsewhere", endsAt: 0, refreshToken: "elsewhere" };
  localStorage.setItem("session", JSON.stringify(elsewhere));

  await fillIn();

  await waitFor(() => expect(ended).toEqual(["Bearer next of elsewhere"]));
  expect(currentSession()).toMatchObject({ accessToken: "token" });
});

test("a session that has ended leads to the sign-in page", async () => {
  signIn("expired", true);
  server.use(http.get("*/v1/users/me", () => problem(401, "the token has expired")));
  const router = renderApp("/settings");

  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(router.state.location.search).toEqual({ next: "/settings" });
});
