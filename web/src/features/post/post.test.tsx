import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { Post } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, page, post, user } from "~/testing/samples";
import { answerLater, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";

const mine = post(byMaya);

function serve(current: () => Post) {
  server.use(
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...current(), comments: [], comments_next_cursor: null } }),
    ),
  );
}

beforeEach(() => signIn());

test("offers Edit and Delete only to those who may use them", async () => {
  serve(() => post());
  server.use(http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })));
  renderApp("/posts/10");

  await userEvent.click(await screen.findByRole("button", { name: /More about/ }));

  expect(await screen.findByRole("menuitem", { name: "Copy link" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "Edit" })).toBeNull();
  expect(screen.queryByRole("menuitem", { name: "Delete" })).toBeNull();
});

test("asks before a half-written comment is left behind", async () => {
  serve(() => mine);
  renderApp("/posts/10");
  const comment = await screen.findByLabelText("Comment");
  await userEvent.type(comment, "Half a thou");
  const [home] = screen.getAllByRole("link", { name: "Home" });
  if (!home) throw new Error("the page has no Home link");

  await userEvent.click(home);
  await userEvent.click(await screen.findByRole("button", { name: "Stay" }));
  expect(comment).toHaveValue("Half a thou");

  await userEvent.click(home);
  await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
  expect(await screen.findByRole("heading", { name: "Home" })).toBeVisible();
});

test("one question is asked for all unsent texts of a page, and Stay keeps them", async () => {
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([]))),
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...mine, comments: [comment()], comments_next_cursor: null } }),
    ),
  );
  const router = renderApp("/posts/10");
  await userEvent.type(await screen.findByPlaceholderText("Add a comment"), "First");
  await userEvent.click(screen.getByRole("button", { name: "Reply to tomas" }));
  await userEvent.type(await screen.findByPlaceholderText("Add a reply"), "Second");

  void router.navigate({ to: "/people" });
  await userEvent.click(await screen.findByRole("button", { name: "Stay" }));
  cleanup();
  const again = renderApp("/posts/10");
  expect(await screen.findByPlaceholderText("Add a comment")).toHaveValue("First");
  expect(await screen.findByPlaceholderText("Add a reply")).toHaveValue("Second");

  void again.navigate({ to: "/people" });
  await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
  expect(await screen.findByRole("heading", { name: "People" })).toBeVisible();
  expect(hasDrafts()).toBe(false);
});

test("a linked comment that is found late gets the focus, unless somebody types", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({
        data: { ...post(), comments: [comment({ id: 21, content: "New" })], comments_next_cursor: "older" },
      }),
    ),
    http.get("*/v1/posts/10/comments", async () => {
      await answered;
      return HttpResponse.json(page([comment({ id: 5, content: "Old" })]));
    }),
  );
  const linked = () => screen.queryByText("Old")?.closest("[data-linked]");

  renderApp("/posts/10?comment=5");
  const field = await screen.findByLabelText("Comment");
  await userEvent.type(field, "Half a thou");
  answer();
  await waitFor(() => expect(linked()).toBeInstanceOf(HTMLElement));
  await new Promise(requestAnimationFrame);
  expect(field).toHaveFocus();

  cleanup();
  renderApp("/posts/10?comment=5");
  await waitFor(() => expect(linked()).toHaveFocus());
});

test("leaving a changed post needs a confirmation, an unchanged or a saved one does not", async () => {
  serve(() => mine);
  server.use(http.patch("*/v1/posts/10", () => HttpResponse.json({ data: { ...mine, content: "Changed" } })));
  const router = renderApp("/posts/10?edit=true");
  const text = await screen.findByLabelText("Text");

  await userEvent.type(text, "!");
  void router.navigate({ to: "/settings" });
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Stay" }));
  expect(text).toHaveValue("Third spring in a row.!");

  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Changed")).toBeVisible();
  await router.navigate({ to: "/settings" });
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
});

test("a post that is gone says so", async () => {
  server.use(http.get("*/v1/posts/10", () => problem(404, "there is no such post")));
  renderApp("/posts/10");
  expect(await screen.findByRole("heading", { name: "This post isn’t here" })).toBeVisible();
});

test("more comments and replies can be loaded if their first pages are empty", async () => {
  const reply = comment({ id: 31, parent_id: 30, content: "Seen at last" });
  server.use(
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...mine, comments: [], comments_next_cursor: "older" } }),
    ),
    http.get("*/v1/posts/10/comments", ({ request }) => {
      const older = new URL(request.url).searchParams.get("cursor") === "older";
      return HttpResponse.json(older ? page([comment({ id: 30, replies_count: 1 })]) : page([], "older"));
    }),
    http.get("*/v1/posts/10/comments/30/replies", ({ request }) => {
      const later = new URL(request.url).searchParams.get("cursor") === "later";
      return HttpResponse.json(later ? page([reply]) : page([], "later"));
    }),
  );
  renderApp("/posts/10");

  const more = await screen.findByRole("button", { name: "More comments" });
  expect(screen.queryByText("Be the first to say something.")).toBeNull();
  await userEvent.click(more);
  await userEvent.click(await screen.findByRole("button", { name: /1 reply/ }));
  await userEvent.click(await screen.findByRole("button", { name: "More replies" }));
  expect(await screen.findByText("Seen at last")).toBeVisible();
});
