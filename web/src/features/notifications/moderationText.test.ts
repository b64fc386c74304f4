import { expect, test } from "vitest";
import type { Notification } from "~/api/objects";
import { notification } from "~/testing/samples";
import { linkOf } from "./describe";
import { moderationText } from "./moderationText";

const comment = { id: 20, content: "A lot" };

function decision(
  changes: Partial<NonNullable<Notification["moderation"]>>,
  rest: Partial<Notification> = {},
) {
  const moderation = {
    action: "remove" as const,
    note: "This is spam.",
    until: null,
    reported: false,
    ...changes,
  };
  return notification({ kind: "moderation", actors: [], actors_count: 0, moderation, ...rest });
}

test.each([
  ["a removed post", decision({}), "A moderator removed your post: This is spam."],
  ["a removed comment", decision({}, { comment }), "A moderator removed your comment: This is spam."],
  ["a deleted post", decision({}, { post: null }), "A moderator removed what you wrote: This is spam."],
  ["a restored post", decision({ action: "restore" }), "A moderator restored your post"],
  [
    "a suspension",
    decision({ action: "suspend" }, { post: null }),
    "A moderator suspended your account: This is spam.",
  ],
  [
    "a report that was dismissed",
    decision({ action: "dismiss", note: "", reported: true }),
    "We looked at what you reported. It does not break our rules.",
  ],
  [
    "a report that was acted on",
    decision({ note: "", reported: true }),
    "We acted on what you reported. Thank you.",
  ],
])("the text about %s", (_, entry, text) => expect(moderationText(entry)).toBe(text));

test("a suspension says when it ends", () => {
  const text = moderationText(decision({ action: "suspend", until: "2026-05-01T10:00:00.000000Z" }));
  expect(text).toMatch(/^A moderator suspended your account until .*2026.*: This is spam\.$/);
});

test("a decision about a post leads to the post, if it is still there", () => {
  expect(linkOf(decision({}), 1)?.to).toBe("/posts/$postId");
  expect(linkOf(decision({}, { post: null }), 1)).toBeNull();
});
