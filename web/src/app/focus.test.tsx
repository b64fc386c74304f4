import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { Comment, Post } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, notification, page, post } from "~/testing/samples";
import { events, noContent, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const mine = (id: number, title: string) => post({ id, title, ...byMaya, username: "maya" });
const said = (id: number, content: string) => comment({ id, content, ...byMaya });
const tomas = (id: number, content: string, changes: Partial<Comment> = {}) =>
  comment({ id, content, ...changes });

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const press = async (name: string | RegExp) => userEvent.click(await button(name));
const focused = (element: () => Element | null | undefined) =>
  waitFor(() => expect(document.activeElement).toBe(element()));

/** Returns the first link of a row that the Tab key reaches. */
const stopOf = (row: HTMLElement) =>
  within(row)
    .getAllByRole("link")
    .find(({ tabIndex }) => tabIndex === 0);
const rowOf = (text: string) => screen.getByText(text).closest<HTMLElement>("article, li");
const focusedRow = (text: string) =>
  focused(() => {
    const row = rowOf(text);
    return row && stopOf(row);
  });

function servePost(of: Post, comments: Comment[]) {
  server.use(
    http.get(`*/v1/posts/${of.id}`, () =>
      HttpResponse.json({ data: { ...of, comments, comments_next_cursor: null } }),
    ),
  );
}

async function choose(menu: string | RegExp, item: string) {
  await press(menu);
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
}

async function remove(menu: RegExp) {
  await press(menu);
  await confirm();
}

async function removeComment(text: string) {
  const row = (await screen.findByText(text)).closest("article") as HTMLElement;
  await userEvent.click(within(row).getByRole("button", { name: /^More about/ }));
  await confirm();
}

/** Chooses Delete in the open menu, and confirms it. */
async function confirm() {
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Delete" }));
}

beforeEach(() => signIn());

test("an edited comment keeps the focus, saved or not", async () => {
  servePost(post(), [said(21, "Hello")]);
  server.use(
    http.patch("*/v1/posts/10/comments/21", () => HttpResponse.json({ data: said(21, "Good day") })),
  );
  renderApp("/posts/10");
  await choose("More about the comment by maya", "Edit");
  await press("Cancel");
  await focusedRow("Hello");

  await choose("More about the comment by maya", "Edit");
  await press("Save");
  await screen.findByText("Good day");
  await focusedRow("Good day");
});

test("an edited post keeps the focus", async () => {
  servePost(mine(10, "Heron"), []);
  renderApp("/posts/10");
  await choose(/^More about “Heron/, "Edit");
  await press("Cancel");
  await focusedRow("Heron");
});

test("a sent reply gets the focus", async () => {
  const first = tomas(21, "First", { replies_count: 1 });
  servePost(post(), [first]);
  server.use(
    http.get("*/v1/posts/10/comments/21/replies", () =>
      HttpResponse.json(page([tomas(22, "Before", { parent_id: 21 })])),
    ),
    http.post("*/v1/posts/10/comments", () =>
      HttpResponse.json({ data: { ...said(23, "Mine"), parent_id: 21 } }, { status: 201 }),
    ),
  );
  renderApp("/posts/10");
  await press("Show 1 reply");
  await focusedRow("Before");
  await userEvent.click(screen.getAllByRole("button", { name: "Reply to tomas" })[0] as HTMLElement);
  const form = await screen.findByRole("form", { name: "New reply" });
  await userEvent.type(within(form).getByRole("textbox"), "Mine");
  await userEvent.click(within(form).getByRole("button", { name: "Reply" }));
  await focusedRow("Mine");
});

test("the focus of a deleted post goes to the next one, or from the last one to the one before", async () => {
  const posts = [mine(10, "One"), mine(11, "Two"), mine(12, "Three")];
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page(posts))),
    http.delete("*/v1/posts/:id", noContent),
  );
  renderApp("/");
  await remove(/^More about “Two/);
  await focused(() => screen.queryByRole("link", { name: "Three" }));
  await remove(/^More about “Three/);
  await focused(() => screen.queryByRole("link", { name: "One" }));
  await remove(/^More about “One/);
  await waitFor(() => expect(screen.queryByRole("link", { name: "One" })).toBeNull());
  await waitFor(() =>
    expect(screen.getByRole("main")).toContainElement(document.activeElement as HTMLElement),
  );
});

test("the focus of a deleted comment goes to the next one, or stays if the comment has replies", async () => {
  servePost(post(), [said(21, "One"), tomas(22, "Two"), { ...said(23, "Three"), replies_count: 1 }]);
  server.use(http.delete("*/v1/posts/10/comments/:id", noContent));
  renderApp("/posts/10");
  await removeComment("One");
  await focusedRow("Two");
  await removeComment("Three");
  await focused(() => screen.queryByRole("button", { name: "Show 1 reply" }));
});

test("the first of the new posts gets the focus", async () => {
  const fresh = post({ id: 12, title: "New", created_at: "2026-03-02T10:00:00.000000Z" });
  const send = serveStream("post", fresh);
  server.use(http.get("*/v1/users/feed", () => HttpResponse.json(page([post()]))));
  renderApp("/");
  await screen.findByText("The heron is back");
  await waitFor(() => {
    send();
    screen.getByRole("button", { name: "1 new post" });
  });
  await press("1 new post");
  await focused(() => screen.queryByRole("link", { name: "New" }));
});

test("the first of the new notifications gets the focus, once they are loaded", async () => {
  const fresh = notification({ id: 31, kind: "follow", post: null });
  let rows = [notification()];
  const send = serveStream("notification", fresh);
  server.use(http.get("*/v1/notifications", () => HttpResponse.json(page(rows))));
  renderApp("/notifications");
  await waitFor(() => {
    send();
    screen.getByRole("button", { name: "1 new notification" });
  });
  rows = [fresh, notification()];
  await press("1 new notification");
  await focused(() => screen.queryByRole("link", { name: /follows you/ }));
});

/** Serves a stream, and returns a function that sends the event. */
function serveStream(event: string, data: { id: number }) {
  let stream: ReadableStreamDefaultController | undefined;
  const body = new ReadableStream({
    start(opened) {
      stream = opened;
    },
  });
  server.use(http.get("*/v1/users/feed/stream", () => events(body)));
  const text = `id: ${data.id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  return () => stream?.enqueue(new TextEncoder().encode(text));
}
