import { linkOptions } from "@tanstack/react-router";
import type { Case, Comment, Post, ReportReason, User } from "~/api/objects";
import { reasonNames, reasons } from "~/social/safety/reasons";
import { isolated } from "~/texts/isolated";
import { type TextId, t } from "~/texts/texts";
import { exactTime } from "~/ui/relativeTime";

type Subject =
  | { kind: "post"; post: Post }
  | { kind: "comment"; comment: Comment }
  | { kind: "user"; user: User };

/** Returns what a case is about, or null if that is deleted. */
export function subjectOf({ kind, subject }: Pick<Case, "kind" | "subject">): Subject | null {
  if (!subject) return null;
  if (kind === "post") return { kind, post: subject as Post };
  if (kind === "comment") return { kind, comment: subject as Comment };
  return { kind, user: subject as User };
}

/**
 * Returns whether the decision of a case is still in force. What was removed tells so
 * itself. Of a suspension only the end is known: nothing in the list tells if it was lifted.
 */
export function stateOf({ kind, subject, author, resolution }: Case) {
  const isRemoved = kind !== "user" && (subject as Post | Comment | null)?.is_removed === true;
  const until = resolution?.until;
  return {
    isRemoved: resolution?.action === "remove" && isRemoved,
    isSuspended:
      resolution?.action === "suspend" && author !== null && !(until && Date.parse(until) <= Date.now()),
  };
}

const gone = { post: "casePostGone", comment: "caseCommentGone", user: "caseUserGone" } as const;

/** Names what a case is about: "Post “The heron is back” by tomas". */
export function nameOf(reported: Case): string {
  const subject = subjectOf(reported);
  const username = reported.author?.username ?? "";
  if (!subject) return t(gone[reported.kind]);
  if (subject.kind === "post") return t("casePost", { title: isolated(subject.post.title), username });
  return t(subject.kind === "comment" ? "caseComment" : "caseUser", { username });
}

/** Returns the reasons of a case with the number of their reports, the most frequent first. */
export function reasonsOf({ reasons: counts }: Pick<Case, "reasons">): [ReportReason, number][] {
  return reasonNames
    .map((reason): [ReportReason, number] => [reason, counts[reason] ?? 0])
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
}

export function reasonText(reason: ReportReason): string {
  return t(reasons[reason]);
}

/** Returns the link to what was reported, or null if that is deleted. */
export function linkOf(reported: Case) {
  const subject = subjectOf(reported);
  if (!subject) return null;
  if (subject.kind === "user")
    return linkOptions({ to: "/people/$userId", params: { userId: subject.user.id } });
  const isPost = subject.kind === "post";
  return linkOptions({
    to: "/posts/$postId",
    params: { postId: isPost ? subject.post.id : subject.comment.post_id },
    search: isPost ? {} : { comment: subject.comment.id },
  });
}

const decided = { dismiss: "decidedDismiss", remove: "decidedRemove", suspend: "decidedSuspend" } as const;

/** Says how a case was closed: "Removed", "Suspended until Monday, …". */
export function decisionText({ action, until }: { action: keyof typeof decided; until: string | null }) {
  return until ? t("decidedSuspendUntil", { time: exactTime(new Date(until)) }) : t(decided[action]);
}

const notes: Record<ReportReason, TextId> = {
  spam: "noteSpam",
  abuse: "noteAbuse",
  hate: "noteHate",
  sexual: "noteSexual",
  violence: "noteViolence",
  self_harm: "noteSelfHarm",
  other: "noteOther",
};

/** Returns the default note of a decision: a sentence about the most frequent reason. */
export function noteFor(reported: Case): string {
  const [[reason] = [reported.reason]] = reasonsOf(reported);
  return t(notes[reason]);
}
