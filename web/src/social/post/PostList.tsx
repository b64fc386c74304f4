import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
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

// About as many as a screen shows.
const firstDrawn = 4;

export function PostList({ label, query, empty }: Props) {
  // Going back finds the list loaded, and the place that one had come to needs
  // all of it at once.
  const [loadedBefore] = useState(!query.isPending);
  const posts = useMemo(() => query.data && rowsOf(query.data), [query.data]);
  if (query.isPending) return <PostSkeletons />;
  if (!posts) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  if (posts.length === 0) return empty;
  return (
    <>
      <Cards label={label} posts={posts} atOnce={loadedBefore ? posts.length : firstDrawn} />
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

/** Draws what is seen first, and the rest without holding anything up. */
function Cards({ label, posts, atOnce }: { label: string; posts: Post[]; atOnce: number }) {
  const drawn = useDeferredValue(posts, posts.slice(0, atOnce));
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {drawn.map((post) => (
        <li key={post.id} className="offscreen-lazy">
          <PostCard post={post} />
        </li>
      ))}
    </ul>
  );
}
