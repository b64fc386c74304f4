import type { Author, Comment } from "~/api/objects";
import { rowsOf, searchOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";
import { CommentRow } from "./CommentRow";
import type { useReplies } from "./useReplies";

interface Props {
  comment: Comment;
  query: ReturnType<typeof useReplies>;
  postAuthor: number;
  onReply: (author: Author, button: HTMLElement) => void;
}

/** The replies to a comment. */
export function Replies({ comment, query, postAuthor, onReply }: Props) {
  if (query.isPending)
    return (
      <Loading label={t("loadingReplies")}>
        <Skeleton className="mt-3 h-3.5 w-1/2" />
      </Loading>
    );
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const { inVain } = searchOf(query.data);
  const label = comment.user ? t("replies", { username: comment.user.username }) : t("repliesToRemoved");
  return (
    <>
      <ul aria-label={label} className="grid gap-4 pt-3">
        {rowsOf(query.data).map(
          (reply) =>
            reply.user && (
              <li key={reply.id}>
                <CommentRow comment={reply} author={reply.user} postAuthor={postAuthor} onReply={onReply} />
              </li>
            ),
        )}
      </ul>
      <LoadMore query={query} label={t("moreReplies")} byItself={inVain} />
    </>
  );
}
