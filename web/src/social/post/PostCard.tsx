import { Link, useNavigate } from "@tanstack/react-router";
import { type MouseEvent, memo } from "react";
import type { Post } from "~/api/objects";
import { Avatar } from "~/ui/Avatar";
import { Written } from "~/ui/Written";
import { PostByline } from "./PostByline";
import { PostMenu } from "./PostMenu";
import { PostReactions } from "./PostReactions";
import { PostTags } from "./PostTags";

/** A post in a list. A click opens the post, unless it hits a link or button or selects text. */
export const PostCard = memo(function PostCard({ post }: { post: Post }) {
  const titleId = `post-${post.id}`;
  const navigate = useNavigate();

  function open({ target, currentTarget }: MouseEvent) {
    const own = target instanceof Element && currentTarget.contains(target) && !target.closest("a, button");
    const selecting = window.getSelection()?.isCollapsed === false;
    if (own && !selecting) void navigate({ to: "/posts/$postId", params: { postId: post.id } });
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the title is a link that the keyboard can reach
    <article
      aria-labelledby={titleId}
      onClick={open}
      className="flex cursor-pointer gap-3 px-4 pt-4 pb-3 transition-colors hover:bg-hover/50 has-focus-visible:bg-hover/50 md:px-5"
    >
      {/* Hidden from keyboard and screen readers: the name next to it is the same link. */}
      <Link
        to="/people/$userId"
        params={{ userId: post.user_id }}
        aria-hidden
        tabIndex={-1}
        className="h-fit rounded-full"
      >
        <Avatar username={post.user.username} />
      </Link>
      <div className="min-w-0 flex-1">
        <div className="flex h-6 items-center justify-between gap-2">
          <PostByline post={post} />
          <div className="-me-2">
            <PostMenu post={post} />
          </div>
        </div>
        <h2 id={titleId} dir="auto" className="mt-0.5 font-semibold wrap-anywhere">
          <Link to="/posts/$postId" params={{ postId: post.id }} className="inline-block rounded-sm">
            {post.title}
          </Link>
        </h2>
        <Written text={post.content} mentions={post.mentions} className="mt-0.5 excerpt" />
        <PostTags tags={post.tags} />
        <PostReactions post={post} />
      </div>
    </article>
  );
});
