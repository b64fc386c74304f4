import { act, cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { noContent, problem, server } from "~/testing/server";

const links = [
  {
    path: "/email",
    api: "*/v1/authentication/email",
    button: "Confirm the address",
    done: "Your address is confirmed",
  },
  {
    path: "/email/keep",
    api: "*/v1/authentication/email",
    button: "Keep this address",
    done: "You have your address back",
  },
  {
    path: "/restore",
    api: "*/v1/authentication/restore",
    button: "Restore my account",
    done: "Welcome back",
  },
];

test.each(links)("$path sends the token of the link, once the button is pressed", async (link) => {
  const sent: unknown[] = [];
  server.use(
    http.put(link.api, async ({ request }) => {
      sent.push(await request.json());
      return noContent();
    }),
  );
  renderApp(`${link.path}#the-token`);
  const button = await screen.findByRole("button", { name: link.button });
  expect(sent).toEqual([]); // a scanner that opens the link does nothing
  await userEvent.click(button);
  expect(await screen.findByRole("heading", { name: link.done })).toBeVisible();
  expect(sent).toEqual([{ token: "the-token" }]);
});

test("/unsubscribe needs no sign-in, and says when its link is not complete", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post("*/v1/notifications/unsubscribe/:token", ({ params }) => {
      sent.push(params.token);
      return params.token === "whole" ? noContent() : problem(404, "not valid");
    }),
  );
  renderApp("/unsubscribe#half");
  await userEvent.click(await screen.findByRole("button", { name: "Get no more digests" }));
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
  expect(screen.getByText(/^It is not complete/)).toBeVisible();
  expect(sent).toEqual(["half"]);

  cleanup();
  renderApp("/unsubscribe#whole");
  await userEvent.click(await screen.findByRole("button", { name: "Get no more digests" }));
  expect(await screen.findByRole("heading", { name: "You get no more digests" })).toBeVisible();
  expect(sent).toEqual(["half", "whole"]);
});

test.each(links)("$path says that a link is dead, and offers to try again after a failure", async (link) => {
  server.use(http.put(link.api, () => problem(503, "the database is away"), { once: true }));
  renderApp(`${link.path}#used`);
  await userEvent.click(await screen.findByRole("button", { name: link.button }));
  expect(await screen.findByRole("alert")).toHaveTextContent("The service is having trouble");

  server.use(http.put(link.api, () => problem(404, "there is no such link")));
  await userEvent.click(screen.getByRole("button", { name: link.button }));
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test.each(links)("$path opens another link in the same tab, whatever became of the first", async (link) => {
  server.use(
    http.put(link.api, async ({ request }) => {
      const { token } = (await request.json()) as { token: string };
      return token === "dead" ? problem(404, "there is no such link") : noContent();
    }),
  );
  const { history } = renderApp(`${link.path}#dead`);
  const press = async () => userEvent.click(await screen.findByRole("button", { name: link.button }));
  await press();
  await screen.findByRole("heading", { name: "This link no longer works" });
  act(() => history.push(`${link.path}#another`));
  await press();
  await screen.findByRole("heading", { name: link.done });
  act(() => history.push(`${link.path}#dead`));
  await press();
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
});
