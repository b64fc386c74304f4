import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { expect, test, vi } from "vitest";
import { focused, heading, openQueue } from "~/testing/queue";
import { problem, server } from "~/testing/server";
import { hasDrafts } from "~/ui/draft";

test("e edits the note, and Escape leaves the field", async () => {
  const { sent } = await openQueue();
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

test("a note that is entered before the case was drawn keeps the focus", async () => {
  await openQueue();
  const frames: FrameRequestCallback[] = [];
  vi.spyOn(window, "requestAnimationFrame").mockImplementation((frame) => frames.push(frame));
  await userEvent.keyboard("j");
  await heading(/Be gone/);
  await userEvent.keyboard("e");
  expect(frames).not.toEqual([]);
  for (const frame of frames) frame(0);
  expect(screen.getByRole("textbox")).toHaveFocus();
});

test("o opens what was reported, and the way back leads to the case and its note", async () => {
  const { router } = await openQueue();
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

test("a note survives Undo and a failed decision, and is cleared by the decision", async () => {
  const { sent } = await openQueue();
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
