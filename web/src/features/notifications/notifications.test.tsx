import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { me, notification, page } from "~/testing/samples";
import { answerLater, events, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => signIn());

/** Serves two pages of notifications. When the second is loaded, all are marked as read. */
function serve() {
  server.use(
    http.get("*/v1/users/me", () => HttpResponse.json({ data: me({ unread_notifications: 3 }) })),
    http.get("*/v1/notifications", ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get("cursor")
          ? page([notification({ id: 2, is_read: true }), notification({ id: 1, is_read: true })])
          : page([notification({ id: 4 }), notification({ id: 3 })], "next"),
      ),
    ),
  );
}

test("entries of a later page still look unread if they were when the page was opened", async () => {
  serve();
  renderApp("/notifications");
  await userEvent.click(await screen.findByRole("button", { name: "More notifications" }));
  await expect.poll(() => screen.getAllByRole("link", { name: /likes your post/ })).toHaveLength(4);
  expect(screen.getAllByText("Unread:")).toHaveLength(3);
});

/** Returns an open stream that has sent notifications. */
function streamOf(...ids: number[]) {
  const events = ids.map(
    (id) => `id: ${id}\nevent: notification\ndata: ${JSON.stringify(notification({ id }))}\n\n`,
  );
  const text = `retry: 60000\n${events.join("")}`;
  return new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(text)) });
}

test("a streamed notification is new if the list does not have it", async () => {
  serve();
  server.use(http.get("*/v1/users/feed/stream", () => events(streamOf(4, 5, 5))));
  renderApp("/notifications");
  expect(await screen.findByRole("button", { name: "1 new notification" })).toBeVisible();
});

test("many streamed notifications update the number of unread ones with one request", async () => {
  let counted = 0;
  server.use(
    http.get("*/v1/notifications/unread", () => {
      counted++;
      return HttpResponse.json({ data: { count: 100 } });
    }),
    http.get("*/v1/users/feed/stream", ({ request }) => {
      expect(new URL(request.url).searchParams.get("events")).toBe("post,notification");
      return events(streamOf(1, 2, 3));
    }),
  );
  renderApp("/settings");
  expect(await screen.findAllByText("(99+ unread)")).not.toEqual([]);
  expect(document.title).toBe("(99+) Settings · Social");
  expect(counted).toBe(1);
});

/** Serves the settings of notifications, and answers a change of them. */
function serveSettings(answer: () => Promise<Response> | Response) {
  const on = ["follow", "like_post", "like_comment", "comment", "reply", "mention", "moderation"];
  const settings = { ...Object.fromEntries(on.map((kind) => [kind, "on"])), digest: "off" };
  server.use(
    http.get("*/v1/notifications/settings", () => HttpResponse.json({ data: settings })),
    http.patch("*/v1/notifications/settings", answer),
  );
}

test("a refused setting is shown as it was", async () => {
  serveSettings(() => problem(503, "the database is away"));
  renderApp("/settings/notifications");
  const daily = await screen.findByLabelText("Every day");
  await userEvent.click(daily);
  expect(await screen.findByText(/^The setting is as it was/)).toBeVisible();
  expect(daily).not.toBeChecked();
  expect(screen.getByLabelText("Never")).toBeChecked();
});

test("a setting shows its new state in the task of the click, so no frame shows the old one", async () => {
  const { answered, answer } = answerLater();
  serveSettings(() => answered.then(() => problem(503, "the database is away")));
  renderApp("/settings/notifications");
  const follow = await screen.findByLabelText("follows me");
  fireEvent.click(follow);
  for (let i = 0; i < 50; i++) await null; // microtasks, no timers
  expect(follow).not.toBeChecked();
  answer();
});
