import { Suspense, useContext, useState } from "react";
import type { Comment } from "~/api/objects";
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
  const [replying, setReplying] = useState(draft.isKept);
  const replies = useReplies(comment, opened);
  const newReplies = useNewReplies(comment, replies);
  return (
    <div className="px-4 py-4 md:px-5">
      {comment.user ? (
        <CommentRow
          comment={comment}
          author={comment.user}
          postAuthor={postAuthor}
          onReply={() => setReplying(true)}
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
          <Replies
            comment={comment}
            query={replies}
            postAuthor={postAuthor}
            onReply={() => setReplying(true)}
          />
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
        {replying && (
          <Suspense>
            <CommentForm
              postId={comment.post_id}
              reply={{
                to: comment.id,
                onSent: () => {
                  setReplying(false);
                  setPressed(true);
                },
              }}
            />
          </Suspense>
        )}
      </div>
    </div>
  );
}
