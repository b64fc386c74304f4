import { Link } from "@tanstack/react-router";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { RelativeTime } from "~/ui/RelativeTime";
import { Handle } from "../user/Handle";

/** The author and time of a post. */
export function PostByline({ post }: { post: Post }) {
  const edited = post.updated_at !== post.created_at;
  return (
    <p className="flex min-w-0 items-baseline gap-1.5 text-sm">
      <Link
        to="/people/$userId"
        params={{ userId: post.user_id }}
        className="truncate rounded-sm py-0.5 font-semibold hover:underline"
      >
        <bdi>{post.user.display_name}</bdi>
      </Link>
      <Handle of={post.user} />
      <span aria-hidden className="text-muted">
        ·
      </span>
      <span className="shrink-0 text-muted">
        <RelativeTime time={post.created_at} />
        {edited && ` · ${t("edited")}`}
      </span>
    </p>
  );
}
