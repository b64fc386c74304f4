import { Link } from "@tanstack/react-router";
import { MessageCircle } from "lucide-react";
import { memo } from "react";
import type { Post } from "~/api/objects";
import { Avatar } from "~/ui/Avatar";
import { count } from "~/ui/count";
import { Written } from "~/ui/Written";
import { PostByline } from "./PostByline";
import { PostMenu } from "./PostMenu";
import { PostTags } from "./PostTags";

/** A post in a list. All of it leads to the post, except what leads elsewhere. */
export const PostCard = memo(function PostCard({ post }: { post: Post }) {
  const titleId = `post-${post.id}`;
  return (
    <article
      aria-labelledby={titleId}
      className="relative flex gap-3 px-4 pt-4 pb-3 transition-colors hover:bg-hover/50 md:px-5"
    >
      <Avatar username={post.user.username} />
      <div className="min-w-0 flex-1">
        {/* Above the title's link, which covers the card. */}
        <div className="pointer-events-none relative z-1 flex h-6 items-center justify-between gap-2 *:pointer-events-auto">
          <PostByline post={post} />
          <div className="-mr-2">
            <PostMenu post={post} />
          </div>
        </div>
        <h2 id={titleId} dir="auto" className="mt-0.5 font-semibold wrap-anywhere">
          <Link
            to="/posts/$postId"
            params={{ postId: post.id }}
            className="rounded-sm after:absolute after:inset-0 after:rounded-sm"
          >
            {post.title}
          </Link>
        </h2>
        <Written text={post.content} className="mt-0.5 line-clamp-8" />
        <PostTags tags={post.tags} />
        <p className="mt-2.5 flex items-center gap-1.5 text-muted text-sm">
          <MessageCircle aria-hidden className="size-4" />
          {post.comments_count > 0 ? count(post.comments_count, "comment") : "No comments yet"}
        </p>
      </div>
    </article>
  );
});
