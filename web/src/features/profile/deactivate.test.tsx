import { focusManager } from "@tanstack/react-query";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, user } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn, signInAs } from "~/testing/signIn";

beforeEach(() => {
  server.use(
    http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    http.get("*/v1/users/2/posts", () => HttpResponse.json(page([]))),
    http.get("*/v1/users", () => HttpResponse.json(page([]))),
    http.get("*/v1/account/blocks", () => HttpResponse.json(page([]))),
  );
});

test("asks before it deactivates somebody, and then leaves their profile", async () => {
  signInAs("admin");
  server.use(http.put("*/v1/users/2/deactivate", noContent));
  renderApp("/people/2");

  await userEvent.click(await screen.findByRole("button", { name: "Deactivate" }));
  const question = await screen.findByRole("alertdialog", { name: "Deactivate tomas?" });
  await userEvent.click(within(question).getByRole("button", { name: "Deactivate" }));

  expect(await screen.findByText("tomas is deactivated.")).toBeInTheDocument();
  expect(await screen.findByRole("heading", { name: "People" })).toBeVisible();
});

test("stays on the page that the admin opened meanwhile", async () => {
  signInAs("admin");
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/users/2/deactivate", async () => {
      await answered;
      return noContent();
    }),
  );
  const router = renderApp("/people/2");
  await userEvent.click(await screen.findByRole("button", { name: "Deactivate" }));
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Deactivate" }));
  await act(() => router.navigate({ to: "/settings" }));
  answer();

  expect(await screen.findByText("tomas is deactivated.")).toBeInTheDocument();
  expect(router.latestLocation.pathname).toBe("/settings");
});

test("says so when the API refuses", async () => {
  signInAs("admin");
  server.use(http.put("*/v1/users/2/deactivate", () => problem(409, "the last admin can't be deactivated")));
  renderApp("/people/2");

  await userEvent.click(await screen.findByRole("button", { name: "Deactivate" }));
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Deactivate" }));

  expect(await within(question).findByRole("alert")).toHaveTextContent("Make somebody else an admin first");
});

test("is offered to admins only", async () => {
  signInAs("moderator");
  renderApp("/people/2");

  expect(await screen.findByRole("button", { name: "Follow tomas" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Deactivate" })).toBeNull();
});

test("a deactivated account comes back when an admin reactivates it", async () => {
  signInAs("admin");
  let active = false;
  server.use(
    http.get("*/v1/users/2", () =>
      active ? HttpResponse.json({ data: user() }) : problem(404, "there is no such user"),
    ),
    http.put("*/v1/users/2/reactivate", () => {
      active = true;
      return noContent();
    }),
  );
  renderApp("/people/2");

  await userEvent.click(await screen.findByRole("button", { name: "Reactivate" }));

  expect(await screen.findByRole("heading", { name: "tomas", level: 2 })).toBeVisible();
});

test("Back does not show a deactivated profile again, but offers to reactivate it", async () => {
  signInAs("admin");
  let active = true;
  server.use(
    http.get("*/v1/users/2", () =>
      active ? HttpResponse.json({ data: user() }) : problem(404, "there is no such user"),
    ),
    http.put("*/v1/users/2/deactivate", () => {
      active = false;
      return noContent();
    }),
  );
  const { history } = renderApp("/people/2");
  await userEvent.click(await screen.findByRole("button", { name: "Deactivate" }));
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Deactivate" }));
  expect(await screen.findByRole("heading", { name: "People" })).toBeVisible();

  history.back();

  expect(await screen.findByRole("button", { name: "Reactivate" })).toBeVisible();
  expect(screen.queryByRole("heading", { name: "tomas", level: 2 })).toBeNull();
});

test("a profile that is deactivated while it is open disappears", async () => {
  signIn();
  let active = true;
  server.use(
    http.get("*/v1/users/2", () =>
      active ? HttpResponse.json({ data: user() }) : problem(404, "there is no such user"),
    ),
  );
  renderApp("/people/2");
  expect(await screen.findByRole("heading", { name: "tomas", level: 2 })).toBeVisible();

  active = false;
  focusManager.setFocused(false);
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 60_000);
  focusManager.setFocused(true);

  expect(await screen.findByRole("heading", { name: "This account isn’t here" })).toBeVisible();
  vi.useRealTimers();
  focusManager.setFocused(undefined);
  expect(screen.queryByRole("heading", { name: "tomas", level: 2 })).toBeNull();
});
