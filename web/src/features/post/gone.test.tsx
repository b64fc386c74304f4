import { focusManager } from "@tanstack/react-query";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, page, post } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const mine = post(byMaya);
const text = "Third spring in a row.";
let gone: boolean;

beforeEach(() => {
  signIn();
  gone = false;
  server.use(
    http.get("*/v1/posts/10", () =>
      gone
        ? problem(404, "there is no such post")
        : HttpResponse.json({
            data: { ...mine, comments: [comment({ content: "Lovely" })], comments_next_cursor: null },
          }),
    ),
    http.delete("*/v1/posts/10", () => {
      gone = true;
      return noContent();
    }),
    http.get("*/v1/users/feed", () => HttpResponse.json(page(gone ? [] : [mine]))),
  );
});

afterEach(() => {
  vi.useRealTimers();
  focusManager.setFocused(undefined);
});

/** Deletes the post elsewhere, and makes the page request it again. */
function deleteElsewhere() {
  gone = true;
  focusManager.setFocused(false);
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 60_000);
  focusManager.setFocused(true);
}

/** Collects the elements that show a text from now on, however briefly. */
function watch(shown: string) {
  const seen: Element[] = [];
  const observer = new MutationObserver(() => seen.push(...screen.queryAllByText(shown)));
  observer.observe(document.body, { childList: true, subtree: true });
  onTestFinished(() => observer.disconnect());
  return seen;
}

async function deletePost() {
  await userEvent.click(await screen.findByRole("button", { name: `More about “${mine.title}”` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const question = await screen.findByRole("alertdialog");
  await userEvent.click(within(question).getByRole("button", { name: "Delete" }));
}

const findNotice = () => screen.findByRole("heading", { name: "This post isn’t here" });

test("a post deleted in a list is not shown again by Forward", async () => {
  const { history } = renderApp("/");
  await userEvent.click(await screen.findByRole("link", { name: mine.title }));
  expect(await screen.findByText("Lovely")).toBeVisible();
  history.back();
  expect(await screen.findByRole("heading", { name: "Home" })).toBeVisible();
  await deletePost();
  await waitFor(() => expect(screen.queryByText(text)).toBeNull());

  const seen = watch(text);
  history.forward();

  expect(await findNotice()).toBeVisible();
  expect(seen).toEqual([]);
});

test("a post deleted on its page is left for the feed, and not shown again", async () => {
  const router = renderApp("/posts/10");
  await screen.findByText("Lovely");
  const asked = vi.fn();
  server.events.on("request:start", ({ request }) => asked(request.method, new URL(request.url).pathname));
  onTestFinished(() => server.events.removeAllListeners());
  await deletePost();
  expect(await screen.findByRole("heading", { name: "Home" })).toBeVisible();
  expect(await screen.findByText("Post deleted.")).toBeInTheDocument();
  expect(asked).toHaveBeenCalledWith("DELETE", "/v1/posts/10");
  expect(asked).not.toHaveBeenCalledWith("GET", "/v1/posts/10");

  const seen = watch(text);
  void router.navigate({ to: "/posts/$postId", params: { postId: 10 } });

  expect(await findNotice()).toBeVisible();
  expect(seen).toEqual([]);
});

test("a page that was left before the post was deleted is not left again", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.delete("*/v1/posts/10", async () => {
      await answered;
      return noContent();
    }),
  );
  const router = renderApp("/posts/10");
  await screen.findByText("Lovely");
  await deletePost();
  await act(() => router.navigate({ to: "/settings" }));
  answer();

  expect(await screen.findByText("Post deleted.")).toBeInTheDocument();
  expect(router.latestLocation.pathname).toBe("/settings");
});

test("a post that its author deletes while it is read is gone, in the feed too", async () => {
  const { history } = renderApp("/");
  await userEvent.click(await screen.findByRole("link", { name: mine.title }));
  await screen.findByText("Lovely");

  deleteElsewhere();

  expect(await findNotice()).toBeVisible();
  expect(screen.queryByText(text)).toBeNull();
  expect(screen.queryByText("Lovely")).toBeNull();
  vi.useRealTimers(); // the feed is fresh enough not to load again
  history.back();
  expect(await screen.findByRole("heading", { name: "Home" })).toBeVisible();
  expect(screen.queryByText(text)).toBeNull();
});

test("an unsent comment stays on the page when the post is gone", async () => {
  renderApp("/posts/10");
  const field = await screen.findByLabelText("Comment");
  await userEvent.type(field, "Half a thou");

  deleteElsewhere();

  expect(await findNotice()).toBeVisible();
  expect(screen.queryByText(text)).toBeNull();
  expect(field).toBeVisible();
  expect(field).toHaveValue("Half a thou");
  expect(field).toHaveFocus();
});

test("a stored draft of a comment is shown if the post is gone", async () => {
  gone = true;
  sessionStorage.setItem("draft::comment 10", '{"content":"Half a thou"}');
  renderApp("/posts/10");

  expect(await findNotice()).toBeVisible();
  expect(await screen.findByLabelText("Comment")).toHaveValue("Half a thou");
});
