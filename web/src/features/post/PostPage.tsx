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
import { Comments } from "./Comments";
import { FullPost } from "./FullPost";
import { EditPost } from "./loadables";
import { usePost } from "./usePost";

export function PostPage() {
  const { postId } = useParams({ from: "/signed-in/posts/$postId" });
  const { edit, comment } = useSearch({ from: "/signed-in/posts/$postId" });
  const navigate = useNavigate({ from: "/posts/$postId" });
  const router = useRouter();
  const { data: me } = useMe();
  const post = usePost(postId, { live: !edit });
  const known = post.data ?? post.standIn;
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
      {!post.data && statusOf(post.error) === 404 && (
        <EmptyState icon={FileX} title={t("postGoneTitle")}>
          {t("notFound")}
        </EmptyState>
      )}
      {post.data && edit && mayEdit(me, post.data) ? (
        <Suspense fallback={<PostSkeletons />}>
          <EditPost
            key={postId}
            post={post.data}
            onDone={() => navigate({ search: {}, replace: true, ignoreBlocker: true })}
          />
        </Suspense>
      ) : (
        known && (
          <FullPost
            post={known}
            onDeleted={() => void navigate({ to: "/", replace: true, ignoreBlocker: true })}
          />
        )
      )}
      {!post.data && post.error && statusOf(post.error) !== 404 && (
        <ProblemNotice error={post.error} onRetry={() => post.refetch()} />
      )}
      {known && (post.data || !post.error) && (
        <Comments
          key={`comments ${postId}`}
          post={known}
          postLoaded={post.data !== undefined}
          linked={comment}
        />
      )}
    </>
  );
}
