import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { Case, LogEntry } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { comment, maya, page, post, reportedCase, user } from "~/testing/samples";
import { noContent, problem, server } from "~/testing/server";
import { signIn, signInAs } from "~/testing/signIn";

const created_at = "2026-03-02T10:00:00.000000Z";

function closed(action: "dismiss" | "remove" | "suspend", changes: Partial<Case>): Case {
  const resolution = { action, until: null, note: "This is spam.", moderator: maya, created_at };
  return reportedCase({ status: "closed", resolution, ...changes });
}

beforeEach(() => {
  server.use(
    http.get("*/v1/moderation/reports", ({ request }) => {
      expect(new URL(request.url).searchParams.get("status")).toBe("closed");
      return HttpResponse.json(
        page([
          closed("remove", { id: 1, subject: post({ is_removed: true }) }),
          closed("remove", { id: 2, kind: "comment", subject: comment({ is_removed: true }) }),
          closed("suspend", { id: 3, kind: "user", subject: user() }),
          closed("dismiss", { id: 4, subject: post({ id: 11, title: "Rain" }) }),
        ]),
      );
    }),
  );
});

test("a removed post and a removed comment are restored", async () => {
  signInAs("moderator");
  const restored: string[] = [];
  server.use(
    http.post("*/v1/moderation/:kind/:id/restore", ({ params }) => {
      restored.push(`${params.kind} ${params.id}`);
      return noContent();
    }),
  );
  renderApp("/moderation/closed");
  const post = await screen.findByRole("button", { name: /^Restore: Post/ });
  await userEvent.click(post);
  await userEvent.click(screen.getByRole("button", { name: /^Restore: Comment/ }));
  await expect.poll(() => restored).toEqual(["posts 10", "comments 20"]);
  await expect.poll(() => post).toBeDisabled();
  expect(screen.getAllByRole("button", { name: /^(Restore|Reactivate)/ })).toHaveLength(2); // a moderator can't reactivate
});

test("an admin reactivates a user, and is told if that fails", async () => {
  signInAs("admin");
  server.use(http.put("*/v1/users/2/reactivate", () => problem(503, "the database is away")));
  renderApp("/moderation/closed");
  const button = await screen.findByRole("button", { name: "Reactivate: Account tomas" });
  await userEvent.click(button);
  expect(await screen.findByText(/^The account is not reactivated/)).toBeInTheDocument();
  server.use(http.put("*/v1/users/2/reactivate", noContent));
  await userEvent.click(button);
  expect(await screen.findByText("tomas is reactivated.")).toBeInTheDocument();
});

test("what is restored already, or whose suspension has ended, can't be taken back", async () => {
  signInAs("admin");
  let isRemoved = true;
  const tomas = { id: 2, kind: "user", subject: user() } as const;
  const ended = closed("suspend", tomas);
  if (ended.resolution) ended.resolution.until = "2026-03-09T10:00:00.000000Z";
  server.use(
    http.get("*/v1/moderation/reports", () =>
      HttpResponse.json(
        page([closed("remove", { id: 1, subject: post(isRemoved ? { is_removed: true } : {}) }), ended]),
      ),
    ),
    http.get("*/v1/moderation/log", () => HttpResponse.json(page([]))),
    http.post("*/v1/moderation/posts/10/restore", () => {
      isRemoved = false;
      return noContent();
    }),
  );
  const router = renderApp("/moderation/closed");
  const restore = await screen.findByRole("button", { name: /^Restore: Post/ });
  expect(screen.queryByRole("button", { name: /^Reactivate/ })).toBeNull();
  await userEvent.click(restore);
  await expect.poll(() => restore).toBeDisabled();

  await act(() => router.navigate({ to: "/moderation/log" }));
  await act(() => router.navigate({ to: "/moderation/closed" }));
  expect(await screen.findByRole("list", { name: "Closed" })).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Restore/ })).toBeNull();
});

test("the log says who did what to whom, when and why", async () => {
  signInAs("admin");
  const entry = (changes: Partial<LogEntry>): LogEntry => ({
    id: 1,
    created_at,
    moderator: maya,
    action: "remove",
    kind: "post",
    subject_id: 10,
    user: { id: 2, username: "tomas", display_name: "tomas" },
    note: "This is spam.",
    until: null,
    report_id: 1,
    ...changes,
  });
  const lift = entry({ id: 2, action: "lift", kind: "user", subject_id: 2, moderator: null, note: "" });
  const role = entry({ id: 3, action: "role", kind: "user", subject_id: 2, note: "moderator" });
  server.use(http.get("*/v1/moderation/log", () => HttpResponse.json(page([role, lift, entry({})]))));
  renderApp("/moderation/log");
  const list = await screen.findByRole("list", { name: "Log" });
  const [newest, first, second] = within(list).getAllByRole("listitem");
  expect(newest).toHaveTextContent(/tomasModerator$/);
  expect(first).toHaveTextContent(/^The system ended a suspension.*Account 2 · tomas$/);
  expect(second).toHaveTextContent(/^maya removed.*Post 10 · tomasThis is spam\.$/);
});

test.each([
  ["closed", "reports", "More cases"],
  ["log", "log", "More entries"],
])(
  "an empty page of %s with another behind it does not say that there is nothing",
  async (path, list, more) => {
    signInAs("admin");
    server.use(http.get(`*/v1/moderation/${list}`, () => HttpResponse.json(page([], "older"))));
    renderApp(`/moderation/${path}`);
    expect(await screen.findByRole("button", { name: more })).toBeVisible();
  },
);

test("the log is for admins only", async () => {
  signInAs("moderator");
  renderApp("/moderation/log");
  expect(await screen.findByRole("heading", { name: "This page is for admins" })).toBeVisible();
  expect(screen.queryByRole("link", { name: "Log" })).toBeNull();
});

test("the page is for moderators only", async () => {
  signIn();
  renderApp("/moderation");
  expect(await screen.findByRole("heading", { name: "This page is for moderators" })).toBeVisible();
});
