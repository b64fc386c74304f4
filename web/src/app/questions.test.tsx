import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, page, post, user } from "~/testing/samples";
import { answerLater, problem, server } from "~/testing/server";
import { signInAs } from "~/testing/signIn";

const questions = [
  { path: "/", menu: /^More about “Mine/, item: "Delete", action: "Delete" },
  { path: "/posts/10", menu: "More about the comment by maya", item: "Delete", action: "Delete" },
  { path: "/posts/10", menu: "More about the comment by tomas", item: "Block tomas", action: "Block" },
  { path: "/people/2", menu: "Deactivate", action: "Deactivate" },
];

let answer: () => void;

/** Holds back the responses to what the questions are about. They are failures. */
beforeEach(() => {
  signInAs("admin");
  const later = answerLater();
  answer = later.answer;
  const fail = async () => {
    await later.answered;
    return problem(503, "the database is away");
  };
  const comments = [comment({ id: 21, ...byMaya }), comment({ id: 22 })];
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page([post({ ...byMaya, title: "Mine" })]))),
    http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    http.get("*/v1/users/2/posts", () => HttpResponse.json(page([]))),
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...post(), comments, comments_next_cursor: null } }),
    ),
    http.delete("*/v1/posts/10", fail),
    http.delete("*/v1/posts/10/comments/21", fail),
    http.put("*/v1/users/2/block", fail),
    http.put("*/v1/users/2/deactivate", fail),
  );
});

/** Opens the question and confirms it. Returns what finds something in its dialog. */
async function confirm({ menu, item, action }: (typeof questions)[number]) {
  await userEvent.click(await screen.findByRole("button", { name: menu }));
  if (item) await userEvent.click(await screen.findByRole("menuitem", { name: item }));
  const dialog = within(await screen.findByRole("alertdialog"));
  await userEvent.click(dialog.getByRole("button", { name: action }));
  return dialog;
}

test.each(questions)("$action ($path) can't be cancelled while it is being sent", async (question) => {
  renderApp(question.path);
  const dialog = await confirm(question);
  expect(dialog.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("alertdialog")).toContainElement(document.activeElement as HTMLElement);

  answer();
  await waitFor(() => expect(dialog.getByRole("button", { name: "Cancel" })).toBeEnabled());
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
});

test.each(questions)(
  "a failure of $action ($path) is explained in its dialog, and can be retried",
  async (question) => {
    answer();
    renderApp(question.path);
    const dialog = await confirm(question);
    expect(await dialog.findByRole("alert")).toHaveTextContent("The service is having trouble");
    expect(dialog.getByRole("button", { name: question.action })).toHaveFocus();
  },
);
