import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { noContent, problem, server } from "~/testing/server";

const passwordPath = "*/v1/authentication/password";

async function choose(password: string) {
  await userEvent.type(await screen.findByLabelText("New password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Set the password" }));
}

test("a reset can be requested from the sign-in page, without revealing whether the address has an account", async () => {
  const requests: unknown[] = [];
  server.use(
    http.post("*/v1/authentication/password-reset", async ({ request }) => {
      requests.push(await request.json());
      return new HttpResponse(null, { status: 202 });
    }),
  );
  renderApp("/sign-in");
  await userEvent.click(await screen.findByRole("link", { name: "Forgot your password?" }));
  await screen.findByRole("heading", { name: "Forgot your password?" });
  await userEvent.type(screen.getByLabelText("Email"), "maya@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Send the link" }));

  expect(await screen.findByText(/If an account has this address/)).toBeVisible();
  expect(screen.getByRole("button", { name: /Send again in \d+ s/ })).toBeDisabled();
  expect(requests).toEqual([{ email: "maya@example.com" }]);
});

test("the token of the link sets the password", async () => {
  const sent: unknown[] = [];
  server.use(
    http.put(passwordPath, async ({ request }) => {
      sent.push(await request.json());
      return noContent();
    }),
  );
  renderApp("/reset#the-token");
  await choose("three herons by the water");

  expect(await screen.findByRole("heading", { name: "Your new password is set" })).toBeVisible();
  expect(sent).toEqual([{ token: "the-token", password: "three herons by the water" }]);
});

test("submitting with Enter moves focus to the main content", async () => {
  server.use(http.put(passwordPath, () => new HttpResponse(null, { status: 204 })));
  renderApp("/reset#the-token");
  expect(await screen.findByLabelText("New password")).toHaveFocus();
  await userEvent.keyboard("three herons by the water{Enter}");
  await screen.findByRole("heading", { name: "Your new password is set" });
  await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
});

test("shows how strong the typed password is, and why the API refuses it", async () => {
  server.use(
    http.put(passwordPath, () =>
      problem(400, "the password is too common", { fields: { password: "is too common" } }),
    ),
  );
  renderApp("/reset#the-token");
  await userEvent.type(await screen.findByLabelText("New password"), "password1");
  expect(screen.getByText(/Very weak/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Set the password" }));
  expect(await screen.findByText(/^This is a common password/)).toBeVisible();
  expect(screen.getByLabelText("New password")).toHaveValue("password1");
});

test("a used link leads to the page that sends a new one", async () => {
  server.use(http.put(passwordPath, () => problem(404, "there is no such link")));
  renderApp("/reset#used");
  await choose("three herons by the water");
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await userEvent.click(screen.getByRole("link", { name: "Get a new link" }));
  expect(await screen.findByRole("heading", { name: "Forgot your password?" })).toBeVisible();
});

test("a link without its token does not work", async () => {
  renderApp("/reset");
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("another link that opens in the same tab is not judged by the first", async () => {
  server.use(http.put(passwordPath, () => problem(404, "there is no such link")));
  const { history } = renderApp("/reset#dead");
  await choose("correct horse battery");
  await screen.findByRole("heading", { name: "This link no longer works" });
  act(() => history.push("/reset#another"));
  expect(await screen.findByLabelText("New password")).toHaveValue("");
});
