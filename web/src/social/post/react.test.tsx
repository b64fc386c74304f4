import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post, user } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => {
  signIn();
  server.use(
    http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    http.get("*/v1/users/2/posts", () => HttpResponse.json(page([post({ likes_count: 7 })]))),
    http.get("*/v1/account/bookmarks", () => HttpResponse.json(page([post({ bookmarked: true })]))),
  );
});

test("shows a like at once", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/posts/10/like", async () => {
      await answered;
      return noContent();
    }),
  );
  renderApp("/people/2");

  await userEvent.click(
    await screen.findByRole("button", { name: "Like The heron is back", pressed: false }),
  );

  expect(await screen.findByRole("button", { name: /Like The heron/, pressed: true })).toHaveTextContent("8");
  answer();
});

test("takes a like back when the API refuses it", async () => {
  server.use(http.put("*/v1/posts/10/like", () => problem(503, "the database is away")));
  renderApp("/people/2");

  await userEvent.click(await screen.findByRole("button", { name: /Like The heron/ }));

  expect(await screen.findByText(/Your like was not changed/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: /Like The heron/, pressed: false })).toHaveTextContent("7");
});

test("a post stays in the open list of bookmarks when its bookmark is removed", async () => {
  server.use(http.delete("*/v1/posts/10/bookmark", noContent));
  renderApp("/bookmarks");

  await userEvent.click(await screen.findByRole("button", { name: /Bookmark The heron/, pressed: true }));

  expect(await screen.findByRole("button", { name: /Bookmark The heron/, pressed: false })).toBeVisible();
});
