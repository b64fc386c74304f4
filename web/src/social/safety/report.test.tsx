import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post, user } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

/** Opens the dialog that reports the post of the feed. */
async function openReport() {
  await userEvent.click(await screen.findByRole("button", { name: /More about “The heron/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Report" }));
  return screen.findByRole("textbox");
}

test("a report is kept when its dialog is closed, until it is sent or cancelled", async () => {
  signIn();
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page([post()]))),
    http.post("*/v1/reports", noContent),
  );
  renderApp("/");
  const dialog = () => screen.queryByRole("dialog");
  await userEvent.type(await openReport(), "Ads");
  await userEvent.click(screen.getByRole("radio", { name: "Something else" }));
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(dialog()).toBeNull());

  expect(await openReport()).toHaveValue("Ads");
  expect(screen.getByRole("radio", { name: "Something else" })).toBeChecked();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(dialog()).toBeNull());

  await userEvent.type(await openReport(), "Spam");
  expect(screen.getByRole("textbox")).toHaveValue("Spam");
  await userEvent.click(screen.getByRole("button", { name: "Send the report" }));
  await userEvent.click(await screen.findByRole("button", { name: "Done" }));
  expect(await openReport()).toHaveValue("");
});

test("a report that is being sent can't be changed or cancelled, and a failure is shown after the page was left", async () => {
  signIn();
  const { answered, answer } = answerLater();
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page([post()]))),
    http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    http.post("*/v1/reports", async () => {
      await answered;
      return problem(503, "the database is away");
    }),
  );
  const router = renderApp("/");
  const text = await openReport();
  await userEvent.type(text, "Ads");
  await userEvent.click(screen.getByRole("button", { name: "Send the report" }));
  await userEvent.type(text, ", and more");
  expect(text).toHaveValue("Ads");

  expect(screen.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await userEvent.keyboard("{Escape}");
  expect(text).toBeVisible();
  await act(() => router.navigate({ to: "/settings" }));
  expect(text).not.toBeInTheDocument();
  answer();
  await screen.findByText("Report: this did not work. The service is having trouble.");
});
