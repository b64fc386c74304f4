import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { maya, page, user } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => {
  signIn();
  server.use(http.get("*/v1/users", () => HttpResponse.json(page([user()]))));
});

test("shows a follow before the API responds", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/users/2/follow", async () => {
      await answered;
      return noContent();
    }),
  );
  renderApp("/people");

  await userEvent.click(await screen.findByRole("button", { name: "Follow tomas" }));

  const following = await screen.findByRole("button", { name: "Following – unfollow tomas" });
  expect(following).toHaveTextContent("Following"); // the name begins with the visible text
  expect(screen.getByText(/4 followers/)).toBeVisible();
  answer();
});

test("takes a follow back when the API refuses it", async () => {
  server.use(http.put("*/v1/users/2/follow", () => problem(503, "the database is away")));
  renderApp("/people");

  await userEvent.click(await screen.findByRole("button", { name: "Follow tomas" }));

  expect(await screen.findByText(/tomas could not be followed/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Follow tomas" })).toBeVisible();
  expect(screen.getByText(/3 followers/)).toBeVisible();
});

test("a follow is on your own page, and on theirs, when they are opened next", async () => {
  let followed = false;
  const mine = () => user({ ...maya, following_count: followed ? 1 : 0 });
  const theirs = () => user({ is_followed: followed });
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([theirs()]))),
    http.get("*/v1/users/1", () => HttpResponse.json({ data: mine() })),
    http.get("*/v1/users/2", () => HttpResponse.json({ data: theirs() })),
    http.get("*/v1/users/1/following", () => HttpResponse.json(page(followed ? [theirs()] : []))),
    http.get("*/v1/users/2/followers", () => HttpResponse.json(page(followed ? [mine()] : []))),
    http.put("*/v1/users/2/:act", ({ params }) => {
      followed = params.act === "follow";
      return noContent();
    }),
  );
  const router = renderApp("/people/1/following");
  const open = (to: string) => act(() => router.navigate({ to }));
  expect(await screen.findByRole("link", { name: /^Following\s*0$/ })).toBeVisible();
  await screen.findByRole("heading", { name: /Follows nobody/ });
  await open("/people/2/followers");
  await screen.findByRole("heading", { name: /No followers/ });
  await open("/people");
  await userEvent.click(await screen.findByRole("button", { name: "Follow tomas" }));
  await screen.findByRole("button", { name: /unfollow tomas/ });

  await open("/people/2/followers");
  expect(await screen.findByRole("link", { name: "maya" })).toBeVisible();
  await open("/people/1/following");
  expect(await screen.findByRole("link", { name: "tomas" })).toBeVisible();
  expect(await screen.findByRole("link", { name: /^Following\s*1$/ })).toBeVisible();

  // The row stays for a change of mind.
  await userEvent.click(screen.getByRole("button", { name: /unfollow tomas/ }));
  expect(await screen.findByRole("link", { name: /^Following\s*0$/ })).toBeVisible();
  expect(screen.getByRole("button", { name: "Follow tomas" })).toBeVisible();
});
