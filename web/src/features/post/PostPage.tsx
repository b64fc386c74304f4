import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { ArrowLeft, FileX } from "lucide-react";
import { statusOf } from "~/api/failure";
import { mayEdit } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { PostSkeletons } from "~/social/post/PostSkeletons";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Comments } from "./Comments";
import { EditPost } from "./EditPost";
import { FullPost } from "./FullPost";
import { usePost } from "./usePost";

export function PostPage() {
  const { postId } = useParams({ from: "/signed-in/posts/$postId" });
  const { edit } = useSearch({ from: "/signed-in/posts/$postId" });
  const navigate = useNavigate({ from: "/posts/$postId" });
  const router = useRouter();
  const { data: me } = useMe();
  const post = usePost(postId);
  useDocumentTitle(post.data?.title ?? "Post");

  const goBack = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/" }));

  return (
    <>
      <PageHeader title="Post">
        <Button look="quiet" size="icon" aria-label="Back" onClick={goBack} className="-ml-2 -order-1">
          <ArrowLeft aria-hidden className="size-5" />
        </Button>
      </PageHeader>
      {post.isPending && <PostSkeletons />}
      {!post.data && statusOf(post.error) === 404 && (
        <EmptyState icon={FileX} title="This post isn’t here">
          It may have been deleted, or the link is wrong.
        </EmptyState>
      )}
      {!post.data && post.error && statusOf(post.error) !== 404 && (
        <ProblemNotice error={post.error} onRetry={() => post.refetch()} />
      )}
      {post.data && edit && !post.isPlaceholderData && mayEdit(me, post.data) ? (
        <EditPost
          key={postId}
          post={post.data}
          onDone={() => navigate({ search: {}, replace: true, ignoreBlocker: true })}
        />
      ) : (
        post.data && (
          <FullPost
            post={post.data}
            onDeleted={() => void navigate({ to: "/", replace: true, ignoreBlocker: true })}
          />
        )
      )}
      {post.data && <Comments postId={postId} postLoaded={!post.isPlaceholderData} />}
    </>
  );
}
