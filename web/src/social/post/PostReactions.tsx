import { Link } from "@tanstack/react-router";
import { Bookmark, Heart, MessageCircle } from "lucide-react";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { compactNumber, count } from "~/ui/count";
import { useBookmark, useLike } from "./useReact";

const look =
  "inline-flex h-9 min-w-9 items-center gap-1.5 rounded-lg px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-ink";

/** What can be done with a post by one press: like, comment, bookmark. */
export function PostReactions({ post }: { post: Post }) {
  const like = useLike(post);
  const bookmark = useBookmark(post);
  return (
    <div className="-ms-2 mt-1.5 flex items-center gap-1">
      <button
        type="button"
        aria-pressed={post.liked}
        aria-label={t("likePost", { title: post.title })}
        title={count(post.likes_count, "likes")}
        onClick={() => like.mutate(!post.liked)}
        className={look}
      >
        <Heart aria-hidden className={`size-4 ${post.liked ? "fill-danger text-danger" : ""}`} />
        {post.likes_count > 0 && <span>{compactNumber(post.likes_count)}</span>}
      </button>
      <Link to="/posts/$postId" params={{ postId: post.id }} className={look}>
        <MessageCircle aria-hidden className="size-4" />
        {post.comments_count > 0 ? count(post.comments_count, "comments") : t("noComments")}
      </Link>
      <button
        type="button"
        aria-pressed={post.bookmarked}
        aria-label={t("bookmarkPost", { title: post.title })}
        onClick={() => bookmark.mutate(!post.bookmarked)}
        className={`${look} ms-auto justify-center`}
      >
        <Bookmark aria-hidden className={`size-4 ${post.bookmarked ? "fill-accent text-accent" : ""}`} />
      </button>
    </div>
  );
}
