import type { Notification } from "~/api/objects";
import { t } from "~/texts/texts";
import { exactTime } from "~/ui/relativeTime";

const removed = {
  post: "moderatorRemovedPost",
  comment: "moderatorRemovedComment",
  text: "moderatorRemovedText",
} as const;
const restored = {
  post: "moderatorRestoredPost",
  comment: "moderatorRestoredComment",
  text: "moderatorRestoredText",
} as const;

/** Says what a moderator decided, to the author or to somebody who reported it. Null for other notifications. */
export function moderationText({ moderation, post, comment }: Notification): string | null {
  if (!moderation) return null;
  const { action, note, until, reported } = moderation;
  if (reported) return t(action === "dismiss" ? "yourReportDismissed" : "yourReportActedOn");
  const what = comment ? "comment" : post ? "post" : "text";
  if (action === "remove") return t(removed[what], { note });
  if (action === "restore") return t(restored[what]);
  return until
    ? t("moderatorSuspendedUntil", { time: exactTime(new Date(until)), note })
    : t("moderatorSuspended", { note });
}
