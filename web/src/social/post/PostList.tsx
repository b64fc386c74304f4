import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, startTransition, useEffect, useState } from "react";
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
  if (query.isPending) return <PostSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const posts = rowsOf(query.data);
  if (posts.length === 0) return empty;
  return (
    <Cards label={label} posts={posts} atOnce={loadedBefore ? posts.length : firstDrawn}>
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
    </Cards>
  );
}

interface CardsProps {
  label: string;
  posts: Post[];
  atOnce: number;
  /** Stands after the last one. */
  children: ReactNode;
}

/** Draws what is seen first, and then the rest without holding anything up. */
function Cards({ label, posts, atOnce, children }: CardsProps) {
  const [whole, setWhole] = useState(posts.length <= atOnce);
  useEffect(() => startTransition(() => setWhole(true)), []);
  const drawn = whole ? posts : posts.slice(0, atOnce);
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {drawn.map((post) => (
          <li key={post.id} className="offscreen-lazy">
            <PostCard post={post} />
          </li>
        ))}
      </ul>
      {whole && children}
    </>
  );
}
