import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { byMaya, me, page, post } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const posts = ["One", "Two", "Three"].map((title, i) =>
  post({ id: 10 + i, title, ...byMaya, username: "maya" }),
);
const linkTo = (title: string, name = title) =>
  within(screen.getByRole("article", { name: title })).getByRole("link", { name });
const hasFocus = (title: string, name = title) => waitFor(() => expect(linkTo(title, name)).toHaveFocus());

test("Back leads from an edited post to the page before it", async () => {
  signIn();
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page(posts))),
    http.get("*/v1/posts/:id", () =>
      HttpResponse.json({ data: { ...posts[1], comments: [], comments_next_cursor: null } }),
    ),
  );
  const router = renderApp("/");
  await userEvent.click(await screen.findByRole("link", { name: "Two" }));
  await userEvent.click(await screen.findByRole("button", { name: /^More about “Two/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(router.latestLocation.search).toEqual({}));
  await userEvent.click(screen.getByRole("button", { name: "Back" }));
  expect(await screen.findByRole("heading", { name: "Home" })).toBeVisible();
});

test("Back to a list focuses the link that was followed", async () => {
  signIn();
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page(posts))),
    http.get("*/v1/posts/:id", ({ params }) => {
      const found = posts.find(({ id }) => id === Number(params.id));
      return HttpResponse.json({ data: { ...found, comments: [], comments_next_cursor: null } });
    }),
    http.get("*/v1/users/1", () => HttpResponse.json({ data: me() })),
    http.get("*/v1/users/1/posts", () => HttpResponse.json(page(posts))),
  );
  const router = renderApp("/");
  await userEvent.click(await screen.findByRole("link", { name: "Two" }));
  await userEvent.click(await screen.findByRole("button", { name: "Back" }));
  await hasFocus("Two");

  await userEvent.click(linkTo("Three", "maya")); // all three have a link to the same page
  await screen.findByRole("region", { name: "About" });
  await act(() => router.history.back());
  await hasFocus("Three", "maya");
});
