import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { Comment } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, page, post } from "~/testing/samples";
import { answerLater, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";

let stored: Comment;
let sent: object[];

/** Serves a post with one comment, or with one reply to a comment by tomas. */
function serve(own: Comment) {
  stored = own;
  sent = [];
  const comments = () => (own.parent_id ? [comment({ id: own.parent_id, replies_count: 1 })] : [stored]);
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([]))),
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...post(), comments: comments(), comments_next_cursor: null } }),
    ),
    http.get("*/v1/posts/10/comments", () => HttpResponse.json(page(comments()))),
    http.get("*/v1/posts/10/comments/20/replies", () => HttpResponse.json(page([stored]))),
    http.patch(`*/v1/posts/10/comments/${own.id}`, async ({ request }) => {
      const { version, content } = (await request.json()) as Comment;
      sent.push({ version, content });
      if (version !== stored.version)
        return problem(409, "the comment has changed", { current_version: stored.version });
      stored = { ...stored, content, version: version + 1 };
      return HttpResponse.json({ data: stored });
    }),
  );
}

beforeEach(() => {
  signIn();
  serve(comment({ ...byMaya, id: 21, content: "As it was" }));
});

const field = () => within(screen.getByRole("form", { name: "Edit the comment" })).getByLabelText("Comment");
const button = (name: string) => screen.getByRole("button", { name });

async function edit(text: string) {
  const router = renderApp("/posts/10");
  if (stored.parent_id) await userEvent.click(await screen.findByRole("button", { name: "Show 1 reply" }));
  await userEvent.click(await screen.findByRole("button", { name: "More about the comment by maya" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  await screen.findByRole("form", { name: "Edit the comment" });
  await userEvent.clear(field());
  await userEvent.type(field(), text);
  return router;
}

test("leaving an edit needs a confirmation, and the edit survives a reload", async () => {
  const router = await edit("Mine");
  expect(field()).toHaveAttribute("dir", "auto");
  expect(hasDrafts()).toBe(true);
  void router.navigate({ to: "/people" });
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Stay" }));
  cleanup();

  renderApp("/posts/10");
  await screen.findByRole("form", { name: "Edit the comment" });
  expect(field()).toHaveValue("Mine");
  await userEvent.click(button("Cancel"));
  expect(hasDrafts()).toBe(false);
  expect(screen.getByText("As it was")).toBeVisible();
});

test("the form for an edit gets the focus, even if its code is already loaded", async () => {
  await edit("Mine");
  await userEvent.click(button("Cancel"));
  await userEvent.click(button("More about the comment by maya"));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  await screen.findByRole("form", { name: "Edit the comment" });
  await new Promise((resolve) => setTimeout(resolve)); // the menu gives the focus back after a task
  expect(field()).toHaveFocus();
});

test("a saved edit leaves no draft", async () => {
  await edit("Mine");
  await userEvent.click(button("Save"));
  expect(await screen.findByText("Mine", { selector: "p" })).toBeVisible();
  expect([hasDrafts(), stored.version]).toEqual([false, 2]);
});

test.each([null, 20])(
  "a conflict shows the other version, and mine can be kept (reply to %s)",
  async (to) => {
    serve(comment({ ...byMaya, id: 21, content: "As it was", parent_id: to }));
    await edit("Mine");
    stored = { ...stored, content: "Theirs", version: 2 };
    await userEvent.click(button("Save"));

    const other = await screen.findByRole("region", { name: "The other version" });
    expect(await within(other).findByText("Theirs")).toBeVisible();
    expect(screen.getByRole("heading", { name: "This comment has changed" })).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Your version" })).toHaveValue("Mine");
    await userEvent.click(button("Keep mine"));
    expect(await screen.findByText("Mine", { selector: "article p" })).toBeVisible();
    expect(stored).toMatchObject({ content: "Mine", version: 3 });
  },
);

test("the other version can be taken, once it is loaded", async () => {
  await edit("Mine");
  stored = { ...stored, content: "Theirs", version: 2 };
  server.use(http.get("*/v1/posts/10/comments", () => problem(503, "the database is away"), { once: true }));
  await userEvent.click(button("Save"));
  const other = within(await screen.findByRole("region", { name: "The other version" }));
  expect(await other.findByRole("alert")).toHaveTextContent("The service is having trouble");
  expect([button("Use the other"), button("Keep mine")].every((each) => each.hasAttribute("disabled"))).toBe(
    true,
  );

  await userEvent.click(other.getByRole("button", { name: "Try again" }));
  await other.findByText("Theirs");
  await userEvent.click(button("Use the other"));
  expect(await screen.findByText("Theirs", { selector: "article p" })).toBeVisible();
  expect([hasDrafts(), sent.length]).toEqual([false, 1]);
});

test("a notice says that a comment is gone from its list", async () => {
  await edit("Mine");
  stored = { ...stored, version: 2 };
  server.use(
    http.get("*/v1/posts/10/comments", () => HttpResponse.json(page([comment({ id: 19 })], "more"))),
  );
  await userEvent.click(button("Save"));
  const other = within(await screen.findByRole("region", { name: "The other version" }));
  expect(await other.findByRole("alert")).toHaveTextContent("Not found");
});

test("nothing can be typed while an edit is saved, and a failure is reported after the page was left", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.patch("*/v1/posts/10/comments/21", async () => {
      await answered;
      return HttpResponse.error();
    }),
  );
  const router = await edit("Mine");
  await userEvent.click(button("Save"));
  await userEvent.type(field(), ", and more");
  expect(field()).toHaveValue("Mine");
  expect(button("Cancel")).toBeDisabled();
  void router.navigate({ to: "/people" });
  await screen.findByRole("heading", { name: "People" });
  answer();
  await screen.findByText(/^Your changes were not saved\. We can’t reach the service/);

  await act(() => router.navigate({ to: "/posts/$postId", params: { postId: 10 } }));
  await waitFor(() => expect(field()).toHaveValue("Mine"));
});
