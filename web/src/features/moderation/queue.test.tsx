import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Case } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { me, page, post, reportedCase, user } from "~/testing/samples";
import { problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";
import { holdTime } from "./hold";

const done = () => new HttpResponse(null, { status: 204 });
const cases = [
  reportedCase({ id: 1, subject: post({ id: 11, title: "Buy now" }), reasons: { spam: 3, abuse: 1 } }),
  reportedCase({ id: 2, subject: post({ id: 12, title: "Be gone" }), reasons: { hate: 2 } }),
  reportedCase({ id: 3, kind: "user", subject: user(), reasons: { other: 1 } }),
];
let sent: { id: number; action?: string; note?: string; until?: string }[];

const roles = {
  2: { id: 2, name: "moderator", level: 2, description: "" },
  3: { id: 3, name: "admin", level: 3, description: "" },
} as const;

function serve(rows: Case[], level: 2 | 3) {
  server.use(
    http.get("*/v1/users/me", () => HttpResponse.json({ data: me({ role: roles[level] }) })),
    http.get("*/v1/moderation/reports", () => HttpResponse.json(page(rows))),
    http.get("*/v1/moderation/reports/:id", ({ params }) =>
      HttpResponse.json({
        data: {
          ...rows.find(({ id }) => id === Number(params.id)),
          reports: [],
          history: [],
          author_is_active: true,
          author_suspended_until: null,
        },
      }),
    ),
    http.post("*/v1/moderation/reports/:id/resolution", async ({ request, params }) => {
      sent.push({ id: Number(params.id), ...((await request.json()) as object) });
      return done();
    }),
  );
}

/** Opens the queue, once its first case is open. */
async function openQueue(level: 2 | 3 = 2) {
  serve(cases, level);
  const router = renderApp("/moderation");
  await screen.findByRole("button", { name: /Buy now/, expanded: true });
  return router;
}

const heading = (name: RegExp) => screen.findByRole("button", { name, expanded: true });

const focused = async (name: RegExp) => waitFor(async () => expect(await heading(name)).toHaveFocus());

beforeEach(() => {
  sent = [];
  signIn();
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
  expect(await screen.findByText("This is the last case.")).toBeVisible();
});

test("a decision is sent after six seconds, with a note about the most frequent reason", async () => {
  await openQueue();
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
  await openQueue();
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

test("what is decided is sent at once when the page is left", async () => {
  const router = await openQueue();
  await userEvent.keyboard("d");
  await act(() => router.navigate({ to: "/settings" }));
  await waitFor(() =>
    expect(sent).toEqual([{ id: 1, action: "dismiss", note: "This does not break a rule." }]),
  );
});

test("e edits the note, and Escape leaves the field", async () => {
  await openQueue();
  await userEvent.keyboard("e");
  const note = screen.getByRole("textbox");
  expect(note).toHaveFocus();
  await userEvent.clear(note);
  await userEvent.keyboard("{Escape}d");
  expect(await screen.findAllByText("Give a reason")).not.toEqual([]);
  expect(note).toHaveFocus();
  await userEvent.type(note, "Rude");
  await userEvent.keyboard("{Escape}");
  await focused(/Buy now/);
  await userEvent.keyboard("r");
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() => expect(sent).toEqual([{ id: 1, action: "remove", note: "Rude" }]));
});

test("a case that somebody else closed says so, and goes", async () => {
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

test("an admin suspends by keys alone, and a moderator does not", async () => {
  await openQueue(3);
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

test("a moderator can’t suspend, and an account is not removed", async () => {
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

test("o opens what was reported, and the way back leads to the case and its note", async () => {
  const router = await openQueue();
  await userEvent.keyboard("j");
  await heading(/Be gone/);
  await userEvent.keyboard("e");
  await userEvent.clear(screen.getByRole("textbox"));
  server.use(http.get("*/v1/posts/12", () => problem(404, "no such post")));
  await userEvent.keyboard("Calls for violence{Escape}o");
  await waitFor(() => expect(router.state.location.pathname).toBe("/posts/12"));
  await screen.findByRole("heading", { name: "Post" });
  act(() => router.history.back());
  await focused(/Be gone/);
  expect(screen.getByRole("textbox")).toHaveValue("Calls for violence");
});

test("a written note outlives Undo and a failed decision, and ends with the decision", async () => {
  await openQueue();
  await userEvent.keyboard("e{Control>}{End}{/Control} Rude{Escape}r");
  await heading(/Be gone/);
  await userEvent.keyboard("z");
  await focused(/Buy now/);
  expect(screen.getByRole("textbox")).toHaveValue("This breaks the rule against spam. Rude");

  server.use(
    http.post("*/v1/moderation/reports/1/resolution", () => problem(503, "the database is away"), {
      once: true,
    }),
  );
  await userEvent.keyboard("r");
  window.dispatchEvent(new Event("pagehide"));
  await screen.findByText(/^The case is still open/);
  expect(hasDrafts()).toBe(true);

  await userEvent.click(screen.getByRole("button", { name: /Buy now/ }));
  await userEvent.keyboard("r");
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() =>
    expect(sent).toEqual([{ id: 1, action: "remove", note: "This breaks the rule against spam. Rude" }]),
  );
  await waitFor(() => expect(hasDrafts()).toBe(false));
});
