import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { ArrowLeft, FileX } from "lucide-react";
import { Suspense } from "react";
import { statusOf } from "~/api/failure";
import { mayEdit } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { PostSkeletons } from "~/social/post/PostSkeletons";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { hasUnsaved } from "~/ui/unsaved";
import { useIsAt } from "~/ui/useIsAt";
import { Comments } from "./Comments";
import { FullPost } from "./FullPost";
import { EditPost } from "./loadables";
import { UnsentComment } from "./UnsentComment";
import { usePost } from "./usePost";

export function PostPage() {
  const { postId } = useParams({ from: "/signed-in/posts/$postId" });
  const { edit, comment } = useSearch({ from: "/signed-in/posts/$postId" });
  const navigate = useNavigate({ from: "/posts/$postId" });
  const router = useRouter();
  const isAt = useIsAt();
  const { data: me } = useMe();
  const post = usePost(postId, { live: !edit });
  const gone = statusOf(post.error) === 404;
  // If the post is gone, its forms stay while they have unsaved text.
  const data = gone && !hasUnsaved() ? undefined : post.data;
  const known = data ?? post.standIn;
  useDocumentTitle(known?.title ?? t("post"));

  const goBack = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/" }));

  return (
    <>
      <PageHeader title={t("post")}>
        <Button look="quiet" size="icon" aria-label={t("back")} onClick={goBack} className="-ms-2 -order-1">
          <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" />
        </Button>
      </PageHeader>
      {post.isPending && !post.standIn && <PostSkeletons />}
      {gone && (
        <EmptyState icon={FileX} title={t("postGoneTitle")}>
          {t("notFound")}
        </EmptyState>
      )}
      {gone && !data && <UnsentComment postId={postId} />}
      {data && edit && mayEdit(me, data) ? (
        <Suspense fallback={<PostSkeletons />}>
          <EditPost
            key={postId}
            post={data}
            onDone={() => navigate({ search: {}, replace: true, ignoreBlocker: true })}
          />
        </Suspense>
      ) : (
        known &&
        !gone && (
          <FullPost
            key={postId}
            post={known}
            onDeleted={async () => {
              if (isAt(`/posts/${postId}`)) await navigate({ to: "/", replace: true, ignoreBlocker: true });
            }}
          />
        )
      )}
      {!data && post.error && !gone && <ProblemNotice error={post.error} onRetry={() => post.refetch()} />}
      {known && (data || !post.error) && (
        <Comments key={`comments ${postId}`} post={known} postLoaded={data !== undefined} linked={comment} />
      )}
    </>
  );
}
