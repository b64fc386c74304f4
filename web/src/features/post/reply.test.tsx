import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, page, post } from "~/testing/samples";
import { answerLater, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";

const cleo = { id: 3, username: "cleo", display_name: "cleo" };

beforeEach(async () => {
  signIn();
  const replies = [
    comment({ id: 21, parent_id: 20, user_id: 3, user: cleo }),
    comment({ id: 22, parent_id: 20, ...byMaya }),
  ];
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([]))),
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({
        data: { ...post(), comments: [comment({ replies_count: 2 })], comments_next_cursor: null },
      }),
    ),
    http.get("*/v1/posts/10/comments/20/replies", () => HttpResponse.json(page(replies))),
  );
  renderApp("/posts/10");
  await userEvent.click(await screen.findByRole("button", { name: "Show 2 replies" }));
});

const button = (username: string) => screen.findByRole("button", { name: `Reply to ${username}` });
const field = () => screen.getByPlaceholderText<HTMLTextAreaElement>("Add a reply");
const isClosed = () => expect(screen.queryByPlaceholderText("Add a reply")).toBeNull();

async function reply(username: string) {
  await userEvent.click(await button(username));
  await waitFor(() => expect(field()).toHaveFocus());
}

test("a reply can be cancelled, and the focus returns to the button that opened its form", async () => {
  await reply("tomas");
  await userEvent.keyboard("Half a thou");
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  isClosed();
  expect(await button("tomas")).toHaveFocus();
  expect(hasDrafts()).toBe(false);
});

test("Escape closes the form of a reply, and keeps the text for the next press of Reply", async () => {
  await reply("tomas");
  await userEvent.keyboard("Half a thou{Escape}");
  isClosed();
  expect(await button("tomas")).toHaveFocus();
  await reply("tomas");
  expect(field()).toHaveValue("Half a thou");
});

test("a reply that is being sent can't be cancelled", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.post("*/v1/posts/10/comments", async () => {
      await answered;
      return problem(503, "the database is away");
    }),
  );
  await reply("tomas");
  await userEvent.keyboard("Hello{Control>}{Enter}{/Control}");
  expect(screen.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await userEvent.keyboard("{Escape}");
  expect(field()).toBeVisible();
  answer();
  await waitFor(() => expect(screen.getByRole("button", { name: "Cancel" })).toBeEnabled());
});

test("another press of Reply returns to the open form, and its text stays", async () => {
  await reply("tomas");
  await reply("tomas");
  await userEvent.keyboard("Hello");
  await reply("cleo");
  expect(field()).toHaveValue("Hello");
});

test("a reply to a reply mentions its author, unless the thread or the reply is theirs", async () => {
  await reply("cleo");
  expect(field()).toHaveValue("@cleo ");
  expect(field().selectionStart).toBe("@cleo ".length);
  expect(hasDrafts()).toBe(false);
  await reply("maya");
  expect(field()).toHaveValue("");
  await reply("cleo");
  await reply("tomas");
  expect(field()).toHaveValue("");

  await reply("cleo");
  await userEvent.keyboard("Hello");
  expect(field()).toHaveValue("@cleo Hello");
  expect(within(screen.getByRole("form", { name: "New reply" })).getByText("Reply")).toBeEnabled();
});
