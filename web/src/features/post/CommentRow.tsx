import { Link } from "@tanstack/react-router";
import type { Comment } from "~/api/objects";
import { Handle } from "~/social/user/Handle";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { RelativeTime } from "~/ui/RelativeTime";
import { Written } from "~/ui/Written";

export function CommentRow({ comment }: { comment: Comment }) {
  return (
    <article
      aria-label={t("commentBy", { username: comment.user.username })}
      className="flex gap-3 px-4 py-4 md:px-5"
    >
      <Link
        to="/people/$userId"
        params={{ userId: comment.user_id }}
        aria-hidden
        tabIndex={-1}
        className="h-fit rounded-full"
      >
        <Avatar username={comment.user.username} size="small" />
      </Link>
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-1.5 text-sm">
          <Link
            to="/people/$userId"
            params={{ userId: comment.user_id }}
            className="truncate rounded-sm font-semibold hover:underline"
          >
            <bdi>{comment.user.display_name}</bdi>
          </Link>
          <Handle of={comment.user} />
          <span className="text-muted">
            <span aria-hidden>· </span>
            <RelativeTime time={comment.created_at} />
          </span>
        </p>
        <Written text={comment.content} className="mt-0.5" />
      </div>
    </article>
  );
}
