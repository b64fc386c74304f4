import { Link } from "@tanstack/react-router";
import { MessageCircle } from "lucide-react";
import { Suspense, useState } from "react";
import type { Author, Comment } from "~/api/objects";
import { LikeButton, reactionClass } from "~/social/post/LikeButton";
import { Handle } from "~/social/user/Handle";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { useDraft } from "~/ui/draft";
import { RelativeTime } from "~/ui/RelativeTime";
import { Written } from "~/ui/Written";
import { CommentMenu } from "./CommentMenu";
import { editOf } from "./commentDrafts";
import { linkedClass, useLinkTarget } from "./linkTarget";
import { EditComment } from "./loadables";
import { useCommentLike } from "./useCommentLike";

interface Props {
  comment: Comment;
  author: Author;
  /** The id of the post's author. */
  postAuthor: number;
  /** Called with the button that was pressed. */
  onReply: (author: Author, button: HTMLElement) => void;
  /** The number of replies that arrived since the replies were loaded. */
  newReplies?: number;
  onShowReplies?: () => void;
}

const size = "h-8 min-w-8";

export function CommentRow({ comment, author, postAuthor, onReply, newReplies = 0, onShowReplies }: Props) {
  const draft = useDraft(...editOf(comment));
  const [editing, setEditing] = useState(draft.isKept);
  const target = useLinkTarget(comment.id);
  const like = useCommentLike(comment);
  const link = { to: "/people/$userId", params: { userId: author.id } } as const;
  const text = <Written text={comment.content} mentions={comment.mentions} className="mt-0.5" />;
  return (
    <article
      {...target}
      aria-label={t("commentBy", { username: author.username })}
      className={`flex gap-3 ${linkedClass}`}
    >
      <Link {...link} aria-hidden tabIndex={-1} className="h-fit rounded-full">
        <Avatar username={author.username} size="small" />
      </Link>
      <div className="min-w-0 flex-1">
        <div className="flex h-6 items-center justify-between gap-2">
          <p className="flex min-w-0 items-baseline gap-1.5 text-sm">
            <Link {...link} className="truncate rounded-sm font-semibold hover:underline">
              <bdi>{author.display_name}</bdi>
            </Link>
            <Handle of={author} />
            <span className="shrink-0 text-muted">
              <span aria-hidden>· </span>
              <RelativeTime time={comment.created_at} />
              {comment.version > 1 && ` · ${t("edited")}`}
            </span>
          </p>
          <CommentMenu
            comment={comment}
            author={author}
            postAuthor={postAuthor}
            onEdit={() => setEditing(true)}
          />
        </div>
        {editing ? (
          <Suspense fallback={text}>
            <EditComment comment={comment} onDone={() => setEditing(false)} />
          </Suspense>
        ) : (
          text
        )}
        <div className="-ms-2 mt-1 flex items-center gap-1">
          <LikeButton
            of={comment}
            label={t("likeComment", { username: author.username })}
            className={size}
            onPress={like.mutate}
          />
          <button
            type="button"
            aria-label={t("replyTo", { username: author.username })}
            onClick={(event) => onReply(author, event.currentTarget)}
            className={`${reactionClass} ${size}`}
          >
            <MessageCircle aria-hidden className="size-4" />
            {t("reply")}
          </button>
          {newReplies > 0 && (
            <button
              type="button"
              onClick={onShowReplies}
              className={`animate-appear rounded-lg px-2 font-medium text-accent text-sm hover:bg-hover ${size}`}
            >
              {t("newReplies", { count: newReplies })}
            </button>
          )}
        </div>
      </div>
    </article>
  );
}
