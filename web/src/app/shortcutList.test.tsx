import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

test("the list of shortcuts returns the focus when it closes", async () => {
  signIn();
  server.use(http.get("*/v1/users/feed", () => HttpResponse.json(page([post()]))));
  renderApp("/");
  const link = await screen.findByRole("link", { name: "The heron is back" });
  link.focus();
  await waitFor(async () => {
    await userEvent.keyboard("?"); // the code for the shortcuts loads last
    expect(screen.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  });
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(link).toHaveFocus());
});
