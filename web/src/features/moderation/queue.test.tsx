import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cases, focused, heading, openQueue } from "~/testing/queue";
import { problem, server } from "~/testing/server";
import { holdTime } from "./hold";

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => vi.useRealTimers());

test("keys go through the cases, and the focus follows", async () => {
  await openQueue();
  await userEvent.keyboard("j");
  await focused(/Be gone/);
  await userEvent.keyboard("k");
  await focused(/Buy now/);
  await userEvent.keyboard("k");
  expect(await screen.findByText("This is the first case.")).toBeVisible();
  await userEvent.keyboard("jjj");
  expect(await screen.findByText("This is the last case.")).toBeVisible();
  expect(screen.queryByText("This is the first case.")).toBeNull();
});

test("a decision can be undone below any other message", async () => {
  await openQueue();
  await userEvent.keyboard("d");
  await focused(/Be gone/);
  await userEvent.keyboard("k");
  expect(await screen.findByText("This is the first case.")).toBeVisible();
  expect(screen.getByText(/^Dismissed: Post “.?Buy now/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await focused(/Buy now/);
});

test("a decision is sent after six seconds, with a note about the most frequent reason", async () => {
  const { sent } = await openQueue();
  await userEvent.keyboard("r");
  await focused(/Be gone/);
  expect(await screen.findByText(/^Removed: Post “.?Buy now/)).toBeVisible();
  expect(sent).toEqual([]);
  await act(() => vi.advanceTimersByTimeAsync(holdTime));
  await waitFor(() =>
    expect(sent).toEqual([{ id: 1, action: "remove", note: "This breaks the rule against spam." }]),
  );
  expect(screen.queryByText(/Buy now/)).toBeNull();
});

test("z takes the decisions back, the newest first, and sends nothing", async () => {
  const { sent } = await openQueue();
  await userEvent.keyboard("d");
  await heading(/Be gone/);
  await userEvent.keyboard("r");
  await heading(/Account tomas/);
  await userEvent.keyboard("z");
  await focused(/Be gone/);
  await userEvent.keyboard("z");
  await focused(/Buy now/);
  await userEvent.keyboard("z");
  expect(await screen.findByText("There is nothing to undo.")).toBeVisible();
  await act(() => vi.advanceTimersByTimeAsync(2 * holdTime));
  expect(sent).toEqual([]);
});

test("a decision is sent at once when the page is left", async () => {
  const { router, sent } = await openQueue();
  await userEvent.keyboard("d");
  await act(() => router.navigate({ to: "/settings" }));
  await waitFor(() =>
    expect(sent).toEqual([{ id: 1, action: "dismiss", note: "This does not break a rule." }]),
  );
});

test("a case that another moderator closed says so, and disappears", async () => {
  await openQueue();
  server.use(
    http.post("*/v1/moderation/reports/1/resolution", () => problem(409, "the case is closed")),
    http.get("*/v1/moderation/reports/1", () =>
      HttpResponse.json({ data: { ...cases[0], status: "closed" } }),
    ),
  );
  await userEvent.keyboard("r");
  window.dispatchEvent(new Event("pagehide"));
  expect(await screen.findByText(/^Somebody else closed this case/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /Buy now/ })).toBeNull();
});

test("a decision that could not be sent brings the case back", async () => {
  await openQueue();
  server.use(http.post("*/v1/moderation/reports/1/resolution", () => problem(503, "the database is away")));
  await userEvent.keyboard("r");
  window.dispatchEvent(new Event("pagehide"));
  expect(await screen.findByText(/^The case is still open/)).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: /Buy now/ })).toBeVisible();
});

test("an admin suspends by keys alone", async () => {
  const { sent } = await openQueue("admin");
  await userEvent.keyboard("s");
  await screen.findByRole("dialog", { name: "Suspend tomas?" });
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await heading(/Be gone/);
  const from = Date.now();
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ id: 1, action: "suspend" });
  const days = (Date.parse(sent[0]?.until ?? "") - from) / (24 * 60 * 60_000);
  expect(Math.round(days)).toBe(7);
});

test("a moderator can’t suspend, and an account can’t be removed", async () => {
  await openQueue();
  await userEvent.keyboard("sjj");
  await heading(/Account tomas/);
  await userEvent.keyboard("r");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Suspend" })).toBeNull();
  expect(await heading(/Account tomas/)).toBeVisible();
});

test("? lists the keys of the queue", async () => {
  await openQueue();
  await userEvent.keyboard("?");
  const list = await screen.findByRole("dialog", { name: "Keyboard" });
  expect(list).toHaveTextContent("Undo the last decision");
  expect(list).not.toHaveTextContent("Go to the next post");
});
