import { Link } from "@tanstack/react-router";
import { Bookmark, MessageCircle } from "lucide-react";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { count } from "~/ui/count";
import { LikeButton, reactionClass } from "./LikeButton";
import { useBookmark, useLike } from "./useReact";

const size = "h-9 min-w-9";
const look = `${reactionClass} ${size}`;

/** The buttons below a post: like, comment, bookmark. */
export function PostReactions({ post }: { post: Post }) {
  const like = useLike(post);
  const bookmark = useBookmark(post);
  return (
    <div className="-ms-2 mt-1.5 flex items-center gap-1">
      <LikeButton
        of={post}
        label={t("likePost", { title: post.title })}
        className={size}
        onPress={like.mutate}
      />
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
