import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, page, post, user } from "~/testing/samples";
import { noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const cleo = { id: 3, username: "cleo", display_name: "cleo" };

beforeEach(() => {
  signIn();
  let blocked = false;
  server.use(
    http.get("*/v1/users/feed", () =>
      HttpResponse.json(page([post(), post({ id: 11, user_id: 3, user: cleo, title: "Rain" })])),
    ),
    http.get("*/v1/users/2", () =>
      blocked ? problem(404, "there is no such user") : HttpResponse.json({ data: user() }),
    ),
    http.get("*/v1/users/2/posts", () => HttpResponse.json(page([post()]))),
    http.put("*/v1/users/2/block", () => {
      blocked = true;
      return noContent();
    }),
    http.delete("*/v1/users/2/block", () => {
      blocked = false;
      return noContent();
    }),
    http.get("*/v1/account/blocks", () =>
      HttpResponse.json(page(blocked ? [user({ is_blocked: true })] : [])),
    ),
    http.get("*/v1/account/mutes", () => HttpResponse.json(page([]))),
  );
});

/** Opens the menu of the post by tomas, and presses an item. */
async function choose(item: string) {
  await userEvent.click(await screen.findByRole("button", { name: /More about “The heron/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
}

test("a muted user leaves the feed at once, and Undo brings them back", async () => {
  const asked: string[] = [];
  server.use(
    http.put("*/v1/users/2/mute", () => {
      asked.push("mute");
      return noContent();
    }),
    http.delete("*/v1/users/2/mute", () => {
      asked.push("unmute");
      return noContent();
    }),
  );
  renderApp("/");
  await choose("Mute tomas");

  await waitFor(() => expect(screen.queryByText("The heron is back")).toBeNull());
  expect(screen.getByText("Rain")).toBeVisible();

  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("The heron is back")).toBeVisible();
  expect(asked).toEqual(["mute", "unmute"]);
});

test("asks before it blocks a user, and then shows nothing of theirs", async () => {
  const router = renderApp("/");
  await choose("Block tomas");
  const question = await screen.findByRole("alertdialog", { name: "Block tomas?" });
  await userEvent.click(within(question).getByRole("button", { name: "Block" }));

  await waitFor(() => expect(screen.queryByText("The heron is back")).toBeNull());
  expect(screen.getByText("Rain")).toBeVisible();
  expect(screen.queryByRole("alertdialog")).toBeNull();

  await router.navigate({ to: "/people/$userId", params: { userId: 2 } });
  expect(await screen.findByRole("heading", { name: "You blocked tomas" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Unblock tomas" }));
  expect(await screen.findByRole("button", { name: "Follow tomas" })).toBeVisible();
});

test("the comments of a blocked user leave the open post, and one with replies becomes a placeholder", async () => {
  const comments = [
    comment({ id: 21, content: "No replies" }),
    comment({ id: 22, content: "With replies", replies_count: 1 }),
    comment({ id: 23, content: "Of somebody else", user_id: 3, user: cleo }),
  ];
  server.use(
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...post(byMaya), comments, comments_next_cursor: null } }),
    ),
  );
  renderApp("/posts/10");
  const [menu] = await screen.findAllByRole("button", { name: "More about the comment by tomas" });
  if (!menu) throw new Error("the comment has no menu");
  await userEvent.click(menu);
  await userEvent.click(await screen.findByRole("menuitem", { name: "Block tomas" }));
  await userEvent.click(await screen.findByRole("button", { name: "Block" }));

  await waitFor(() => expect(screen.queryByText("No replies")).toBeNull());
  expect(screen.queryByText("With replies")).toBeNull();
  expect(screen.getByText("This comment was removed")).toBeVisible();
  expect(screen.getByText("Of somebody else")).toBeVisible();
});

test("sends a report once, thanks for it, and offers to block", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post("*/v1/reports", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ data: { id: 1 } }, { status: 201 });
    }),
  );
  renderApp("/");
  await choose("Report");
  const dialog = await screen.findByRole("dialog", { name: "Report this post" });
  await userEvent.click(within(dialog).getByRole("radio", { name: "Spam" }));
  await userEvent.keyboard("{ArrowDown}");
  expect(within(dialog).getByRole("radio", { name: "Harassment" })).toBeChecked();
  await userEvent.type(within(dialog).getByRole("textbox"), "Again and again");
  await userEvent.dblClick(within(dialog).getByRole("button", { name: "Send the report" }));

  expect(await screen.findByRole("dialog", { name: "Thank you for the report" })).toBeVisible();
  expect(sent).toEqual([{ post_id: 10, reason: "abuse", text: "Again and again" }]);
  await userEvent.click(screen.getByRole("button", { name: "Block tomas" }));
  expect(await screen.findByRole("alertdialog", { name: "Block tomas?" })).toBeVisible();
});

test("a refused report says why, and keeps the text", async () => {
  server.use(http.post("*/v1/reports", () => problem(503, "the database is away")));
  renderApp("/");
  await choose("Report");
  await userEvent.type(await screen.findByRole("textbox", { name: /What else/ }), "Look");
  await userEvent.click(screen.getByRole("button", { name: "Send the report" }));

  expect(await screen.findByText("The service is having trouble")).toBeVisible();
  expect(screen.getByRole("textbox", { name: /What else/ })).toHaveValue("Look");
});

test("the settings list blocked and muted users, and keep them listed after an unblock or unmute", async () => {
  server.use(
    http.get("*/v1/account/blocks", () => HttpResponse.json(page([user({ is_blocked: true })]))),
    http.get("*/v1/account/mutes", () =>
      HttpResponse.json(page([user({ id: 3, username: "cleo", is_muted: true })])),
    ),
    http.delete("*/v1/users/3/mute", noContent),
  );
  renderApp("/settings/blocked");
  await userEvent.click(await screen.findByRole("button", { name: "Unblock tomas" }));
  expect(await screen.findByRole("button", { name: "Block tomas" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Unmute cleo" }));
  expect(await screen.findByRole("button", { name: "Mute cleo" })).toBeVisible();
});

test("a muted user can be unmuted in a list, and at one of their comments", async () => {
  const tomas = user({ is_muted: true });
  const asked: string[] = [];
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([tomas]))),
    http.get("*/v1/users/2", () => HttpResponse.json({ data: tomas })),
    http.get("*/v1/posts/11", () =>
      HttpResponse.json({
        data: {
          ...post({ id: 11, user: cleo, user_id: 3 }),
          comments: [comment()],
          comments_next_cursor: null,
        },
      }),
    ),
    http.delete("*/v1/users/2/mute", () => {
      asked.push("unmute");
      return noContent();
    }),
    http.post("*/v1/reports", () => HttpResponse.json({ data: { id: 1 } }, { status: 201 })),
  );
  const router = renderApp("/people");
  await userEvent.click(await screen.findByRole("button", { name: "More about tomas" }));
  expect(await screen.findByRole("menuitem", { name: "Unmute tomas" })).toBeVisible();

  await router.navigate({ to: "/posts/$postId", params: { postId: 11 } });
  await userEvent.click(await screen.findByRole("button", { name: "More about the comment by tomas" }));
  await screen.findByRole("menuitem", { name: "Unmute tomas" });
  await userEvent.click(screen.getByRole("menuitem", { name: "Report" }));
  await userEvent.click(await screen.findByRole("button", { name: "Send the report" }));
  await screen.findByRole("button", { name: "Block tomas" });
  expect(screen.queryByRole("button", { name: "Mute tomas" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Done" }));

  await userEvent.click(screen.getByRole("button", { name: "More about the comment by tomas" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Unmute tomas" }));
  await waitFor(() => expect(asked).toEqual(["unmute"]));
});
