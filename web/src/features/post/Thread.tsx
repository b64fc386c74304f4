import { Suspense, useContext, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Author, Comment } from "~/api/objects";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { count } from "~/ui/count";
import { useDraft } from "~/ui/draft";
import { CommentRow } from "./CommentRow";
import { blankComment, draftKey } from "./commentDrafts";
import { LinkedComment, linkedClass, useLinkTarget } from "./linkTarget";
import { CommentForm } from "./loadables";
import { Replies } from "./Replies";
import { useNewReplies } from "./useNewReplies";
import { useReplies } from "./useReplies";

interface Props {
  comment: Comment;
  /** The id of the post's author. */
  postAuthor: number;
}

/**
 * A comment, its replies, and the form for one more. Replies load on a press: each
 * comment has its own list, and loading all of them would use up the rate limit.
 */
export function Thread({ comment, postAuthor }: Props) {
  const [pressed, setPressed] = useState(false);
  const opened = useContext(LinkedComment)?.thread === comment.id || pressed;
  const target = useLinkTarget(comment.id);
  const draft = useDraft(draftKey(comment.post_id, comment.id), blankComment);
  const [asked, setAsked] = useState(() => (draft.isKept() ? { mention: "" } : null));
  const opener = useRef<HTMLElement>(null);
  const { data: me } = useMe();
  const replies = useReplies(comment, opened);
  const newReplies = useNewReplies(comment, replies);

  // The API notifies the comment's author of each reply in the thread. Others are mentioned.
  function reply(to: Author, button: HTMLElement) {
    opener.current = button;
    const isMentioned = to.id !== me?.id && to.id !== comment.user_id;
    setAsked({ mention: isMentioned ? `@${to.username} ` : "" });
  }

  function close() {
    flushSync(() => setAsked(null));
    opener.current?.focus();
  }

  return (
    <div className="px-4 py-4 md:px-5">
      {comment.user ? (
        <CommentRow
          comment={comment}
          author={comment.user}
          postAuthor={postAuthor}
          onReply={reply}
          newReplies={newReplies}
          onShowReplies={() => void replies.refetch()}
        />
      ) : (
        <p {...target} className={`text-muted text-sm italic ${linkedClass}`}>
          {t("removedComment")}
        </p>
      )}
      <div className="ms-10">
        {comment.replies_count > 0 && opened && (
          <Replies comment={comment} query={replies} postAuthor={postAuthor} onReply={reply} />
        )}
        {comment.replies_count > 0 && !opened && (
          <button
            type="button"
            onClick={() => setPressed(true)}
            className="mt-1 h-8 rounded-sm font-medium text-accent text-sm hover:underline"
          >
            {count(comment.replies_count, "showReplies")}
          </button>
        )}
        {asked && (
          <Suspense>
            <CommentForm
              postId={comment.post_id}
              reply={{
                to: comment.id,
                asked,
                onSent: () => {
                  setAsked(null);
                  setPressed(true);
                },
                onClose: close,
              }}
            />
          </Suspense>
        )}
      </div>
    </div>
  );
}
