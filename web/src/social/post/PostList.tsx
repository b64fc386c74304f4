import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Post } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { PostCard } from "./PostCard";
import { PostSkeletons } from "./PostSkeletons";

interface Props {
  label: string;
  query: UseInfiniteQueryResult<Pages<Post>>;
  /** Stands in place of an empty list. */
  empty: ReactNode;
}

export function PostList({ label, query, empty }: Props) {
  if (query.isPending) return <PostSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const posts = rowsOf(query.data);
  if (posts.length === 0) return empty;
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {posts.map((post) => (
          <li key={post.id} className="offscreen-lazy">
            <PostCard post={post} />
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <LoadMore
          label="More posts"
          error={query.isFetchNextPageError ? query.error : null}
          pending={query.isFetchingNextPage}
          onLoad={() => query.fetchNextPage()}
        />
      ) : (
        <p className="py-8 text-center text-muted text-sm">That’s everything.</p>
      )}
    </>
  );
}
