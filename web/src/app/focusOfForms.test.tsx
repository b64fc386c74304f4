import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page } from "~/testing/samples";
import { noContent, server, tokens } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
const focused = (element: () => Element | null) =>
  waitFor(() => expect(document.activeElement).toBe(element()));
const focusedMain = (name: string) => focused(() => screen.queryByRole("main", { name }));
const passwordOf = (name: string) => () =>
  within(screen.getByRole("form", { name })).queryByLabelText("Your password");

test("the form for the password that deletes an account replaces the button", async () => {
  signIn();
  const erased_at = "2026-03-15T10:00:00.000000Z";
  server.use(http.post("*/v1/account/deletion", () => HttpResponse.json({ data: { erased_at } })));
  renderApp("/settings/account");
  await press("Delete my account…");
  await focused(passwordOf("Delete account"));
  await press("Cancel");
  await focused(() => screen.queryByRole("button", { name: "Delete my account…" }));

  await press("Delete my account…");
  await focused(passwordOf("Delete account"));
  await userEvent.keyboard("password123{Enter}");
  await focusedMain("Your account is deleted");
});

test("each step of the setup of two-step sign-in gets the focus", async () => {
  signIn();
  server.use(
    http.get("*/v1/account/sessions", () => HttpResponse.json(page([]))),
    http.post("*/v1/account/totp", () =>
      HttpResponse.json({ data: { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/Social" } }),
    ),
    http.put("*/v1/account/totp", () => HttpResponse.json({ data: { recovery_codes: ["ABCD-EFGH"] } })),
    http.post("*/v1/account/totp/removal", noContent),
  );
  renderApp("/settings/security");
  await press("Set it up…");
  await focused(passwordOf("Two-step sign-in"));
  await press("Cancel");
  await focused(() => screen.queryByRole("button", { name: "Set it up…" }));

  await press("Set it up…");
  await focused(passwordOf("Two-step sign-in"));
  await userEvent.keyboard("password123{Enter}");
  await focused(() => screen.queryByLabelText("Code"));
  await userEvent.keyboard("123456{Enter}");
  await focused(() => screen.queryByRole("button", { name: "Copy" }));
  await press("I’ve saved them");
  await focused(() => screen.queryByRole("button", { name: "Turn it off…" }));
  await press("Turn it off…");
  await focused(passwordOf("Turn off two-step sign-in"));
  await press("Cancel");
  await focused(() => screen.queryByRole("button", { name: "Turn it off…" }));
});

test("a page for signed-out users gets the focus, and has a name", async () => {
  server.use(http.put("*/v1/users/activate/*", noContent));
  const router = renderApp("/sign-in");
  await userEvent.click(await screen.findByRole("link", { name: "Forgot your password?" }));
  await focusedMain("Forgot your password?");

  await router.navigate({ to: "/confirm/$token", params: { token: "token" } });
  await press("Confirm my address");
  await focusedMain("Welcome to Social");
  await userEvent.click(screen.getByRole("link", { name: "Sign in" }));
  await focused(() => screen.queryByLabelText("Email"));

  await router.navigate({ to: "/nowhere" as "/" });
  await screen.findByRole("heading", { name: "Page not found" });
  await focused(() => screen.queryByRole("main"));
});

test("the feed gets the focus of a sign-in form that was sent by Enter", async () => {
  server.use(http.post("*/v1/authentication/session", () => HttpResponse.json({ data: tokens("token") })));
  renderApp("/sign-in");
  await userEvent.type(await screen.findByLabelText("Email"), "maya@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "password123{Enter}");
  await screen.findByRole("heading", { name: "Home" });
  await focused(() => screen.queryByRole("main"));
});
