import { act, cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post } from "~/testing/samples";
import { problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";
import { closeComposer } from "./composing";

const created = () => HttpResponse.json({ data: post() }, { status: 201 });

beforeEach(() => {
  signIn();
  server.use(http.get("*/v1/users", () => HttpResponse.json(page([]))));
});

afterEach(closeComposer);

/** Answers each post with the next answer, once the test releases it. Returns the keys that were sent. */
function serve(...answers: (() => Response)[]) {
  const keys: (string | null)[] = [];
  const waiting: (() => void)[] = [];
  server.use(
    http.post("*/v1/posts", async ({ request }) => {
      const answer = answers[keys.length] ?? created;
      keys.push(request.headers.get("Idempotency-Key"));
      await new Promise<void>((resolve) => waiting.push(resolve));
      return answer();
    }),
  );
  return { keys, release: () => waiting.shift()?.() };
}

const opener = () => screen.findByRole("button", { name: "What’s on your mind?" });
const send = () => userEvent.click(screen.getByRole("button", { name: "Post" }));

async function write() {
  await userEvent.click(await opener());
  await userEvent.type(await screen.findByLabelText("Title"), "The heron is back");
  await userEvent.type(screen.getByLabelText("Text"), "Third spring in a row.");
}

/** Writes and sends a post, and leaves the feed before the answer. */
async function sendAndLeave(keys: unknown[]) {
  const router = renderApp("/");
  await write();
  await send();
  await waitFor(() => expect(keys).toHaveLength(1));
  await act(() => router.navigate({ to: "/people" }));
  await screen.findByRole("heading", { name: "People" });
  return router;
}

test("a post that is sent after the feed was left is reported, and leaves no draft", async () => {
  const { keys, release } = serve();
  const router = await sendAndLeave(keys);
  release();
  await screen.findByText("Posted.");
  expect(hasDrafts()).toBe(false);
  await act(() => router.navigate({ to: "/" }));
  expect(await opener()).toBeVisible();
});

test("a post that fails after the feed was left is reported, and its draft stays", async () => {
  const { keys, release } = serve(HttpResponse.error);
  const router = await sendAndLeave(keys);
  release();
  await screen.findByText(/^Your post was not sent\. We can’t reach the service\./);

  await act(() => router.navigate({ to: "/" }));
  expect(await screen.findByLabelText("Title")).toHaveValue("The heron is back");
  await send();
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[1]).toBe(keys[0]);
  release();
  expect(await opener()).toBeVisible();
});

test("back at the feed before the response, the post can't be sent again, and disappears with the response", async () => {
  const { keys, release } = serve();
  const router = await sendAndLeave(keys);
  await act(() => router.navigate({ to: "/" }));
  expect(await screen.findByLabelText("Title")).toHaveValue("The heron is back");
  expect(screen.getByRole("button", { name: "Post" })).toBeDisabled();
  release();
  expect(await opener()).toBeVisible();
  expect([keys.length, hasDrafts()]).toEqual([1, false]);
});

test("after a reload, a repeated attempt still has the same key", async () => {
  const { keys, release } = serve(HttpResponse.error);
  renderApp("/");
  await write();
  await send();
  await waitFor(() => expect(keys).toHaveLength(1));
  release();
  expect(await screen.findByRole("alert")).toHaveTextContent("We can’t reach the service");
  cleanup();

  renderApp("/");
  await screen.findByLabelText("Title");
  await send();
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[1]).toBe(keys[0]);
  release();
});

test("a post that was deleted since the first attempt can be sent again", async () => {
  const gone = () => problem(409, "what this Idempotency-Key created was deleted since");
  const { keys, release } = serve(gone);
  renderApp("/");
  await write();
  await send();
  await waitFor(() => expect(keys).toHaveLength(1));
  release();
  expect(await screen.findByRole("alert")).toHaveTextContent(/was already sent, and has since been deleted/);
  await send();
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[1]).not.toBe(keys[0]);
  release();
});
