import { Link } from "@tanstack/react-router";
import type { Post } from "~/api/objects";
import { useMe } from "~/social/me/useMe";
import { PostMenu } from "~/social/post/PostMenu";
import { PostReactions } from "~/social/post/PostReactions";
import { PostTags } from "~/social/post/PostTags";
import { Handle } from "~/social/user/Handle";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { exactTime } from "~/ui/relativeTime";
import { Written } from "~/ui/Written";
import { RemovedNotice } from "./RemovedNotice";

export function FullPost({ post, onDeleted }: { post: Post; onDeleted: () => Promise<void> }) {
  const edited = post.updated_at !== post.created_at;
  const { data: me } = useMe();
  return (
    <article className="border-line border-b px-4 pt-5 pb-3 md:px-5">
      <div className="flex items-center gap-3">
        <Link
          to="/people/$userId"
          params={{ userId: post.user_id }}
          aria-hidden
          tabIndex={-1}
          className="rounded-full"
        >
          <Avatar username={post.user.username} />
        </Link>
        <div className="min-w-0 flex-1">
          <p className="flex min-w-0 items-baseline gap-1.5">
            <Link
              to="/people/$userId"
              params={{ userId: post.user_id }}
              className="truncate rounded-sm font-semibold hover:underline"
            >
              <bdi>{post.user.display_name}</bdi>
            </Link>
            <Handle of={post.user} />
          </p>
          <p className="text-muted text-sm">
            <time dateTime={post.created_at}>{exactTime(new Date(post.created_at))}</time>
            {edited && (
              <span title={exactTime(new Date(post.updated_at))}>
                {" · "}
                <span className="underline decoration-dotted underline-offset-3">{t("edited")}</span>
              </span>
            )}
          </p>
        </div>
        <PostMenu post={post} onDeleted={onDeleted} />
      </div>
      {post.is_removed && <RemovedNotice isMine={me?.id === post.user_id} />}
      <h2 dir="auto" className="mt-4 font-semibold text-xl wrap-anywhere">
        {post.title}
      </h2>
      <Written text={post.content} mentions={post.mentions} className="mt-2 text-lg/7" />
      <PostTags tags={post.tags} />
      <PostReactions post={post} />
    </article>
  );
}
