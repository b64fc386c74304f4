import { MessageCircle } from "lucide-react";
import { Suspense, useRef } from "react";
import type { Post } from "~/api/objects";
import { rowsOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Loading } from "~/ui/Loading";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";
import { LinkedNotice } from "./LinkedNotice";
import { LinkedComment } from "./linkTarget";
import { CommentForm } from "./loadables";
import { NewComments } from "./NewComments";
import { Thread } from "./Thread";
import { useComments } from "./useComments";
import { bigPage, useLinkedComment } from "./useLinkedComment";

interface Props {
  post: Post;
  postLoaded: boolean;
  /** The id of the comment that the link to the post leads to. */
  linked: number | undefined;
}

export function Comments({ post, postLoaded, linked }: Props) {
  const query = useComments(post.id, postLoaded, linked && bigPage);
  const place = useLinkedComment(post.id, linked, query);
  const list = useRef<HTMLUListElement>(null);
  const comments = query.data ? rowsOf(query.data) : [];
  return (
    <section aria-label={t("commentsTitle")}>
      <Suspense fallback={<FormSkeleton />}>
        <CommentForm postId={post.id} />
      </Suspense>
      <LinkedNotice
        looking={place.isFetching}
        gone={place.data === null}
        failed={place.isError}
        onRetry={() => void place.refetch()}
      />
      <NewComments postId={post.id} comments={query.data} list={list} />
      {query.isPending && <CommentSkeletons />}
      {query.isError && !query.data && <ProblemNotice error={query.error} onRetry={() => query.refetch()} />}
      {query.isSuccess && comments.length === 0 && !query.hasNextPage && (
        <EmptyState icon={MessageCircle} title={t("noComments")}>
          {t("noCommentsText")}
        </EmptyState>
      )}
      <LinkedComment value={linked && place.data ? { id: linked, ...place.data } : null}>
        <ul ref={list} className="divide-y divide-line">
          {comments.map((comment) => (
            <li key={comment.id}>
              <Thread comment={comment} postAuthor={post.user_id} />
            </li>
          ))}
        </ul>
      </LinkedComment>
      <LoadMore query={query} label={t("moreComments")} />
    </section>
  );
}

// As high as the empty form.
function FormSkeleton() {
  return (
    <div className="border-line border-b px-4 py-3.5 md:px-5">
      <Skeleton className="h-10.5" />
    </div>
  );
}

function CommentSkeletons() {
  return (
    <Loading label={t("loadingComments")}>
      {["w-2/3", "w-1/2"].map((width) => (
        <div key={width} className="flex gap-3 px-4 py-4 md:px-5">
          <Skeleton round className="size-7 shrink-0" />
          <div className="grid flex-1 gap-2.5 pt-1">
            <Skeleton className="h-3.5 w-24" />
            <Skeleton className={`h-3.5 ${width}`} />
          </div>
        </div>
      ))}
    </Loading>
  );
}
