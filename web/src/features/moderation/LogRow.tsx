import { Link } from "@tanstack/react-router";
import type { Author, LogEntry } from "~/api/objects";
import { t } from "~/texts/texts";
import { RelativeTime } from "~/ui/RelativeTime";
import { exactTime } from "~/ui/relativeTime";

const actions = {
  dismiss: "logDismiss",
  remove: "logRemove",
  suspend: "logSuspend",
  restore: "logRestore",
  lift: "logLift",
  role: "logRole",
  deactivate: "logDeactivate",
  reactivate: "logReactivate",
  edit: "logEdit",
  delete: "logDelete",
} as const;

const kinds = { post: "logPost", comment: "logComment", user: "logUser" } as const;

const roles = { user: "roleUser", moderator: "logRoleModerator", admin: "logRoleAdmin" } as const;

/** Returns the reason of a decision as it was written, or the name of a new role. */
function noteText({ action, note }: LogEntry): string {
  return action === "role" && Object.hasOwn(roles, note) ? t(roles[note as keyof typeof roles]) : note;
}

/** One entry of the log: the moderator, the action, its subject, the time and the reason. */
export function LogRow({ entry }: { entry: LogEntry }) {
  const { moderator, action, kind, subject_id: id, user, until, created_at } = entry;
  const note = noteText(entry);
  return (
    <li className="px-4 py-3 text-sm md:px-5">
      <p className="wrap-anywhere">
        {moderator ? <Name of={moderator} /> : <span className="font-semibold">{t("theSystem")}</span>}{" "}
        {t(actions[action])}
        <span className="text-muted">
          {" · "}
          <RelativeTime time={created_at} />
        </span>
      </p>
      <p className="text-muted wrap-anywhere">
        {kind === "post" ? (
          <Link
            to="/posts/$postId"
            params={{ postId: id }}
            className="rounded-sm underline underline-offset-3"
          >
            {t("logPost", { id })}
          </Link>
        ) : (
          t(kinds[kind], { id })
        )}
        {user && (
          <>
            {" · "}
            <Name of={user} />
          </>
        )}
        {until && ` · ${t("logUntil", { time: exactTime(new Date(until)) })}`}
      </p>
      {note && (
        <p dir="auto" className="written text-muted">
          {note}
        </p>
      )}
    </li>
  );
}

function Name({ of: { id, username } }: { of: Author }) {
  return (
    <Link to="/people/$userId" params={{ userId: id }} className="rounded-sm font-semibold hover:underline">
      <bdi>{username}</bdi>
    </Link>
  );
}
