import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue } from "react";
import type { Post } from "~/api/objects";
import { type Pages, rowsOf, searchOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { PostCard } from "./PostCard";
import { PostSkeletons } from "./PostSkeletons";

interface Props {
  label: string;
  query: UseInfiniteQueryResult<Pages<Post>>;
  /** Shown instead of an empty list. */
  empty: ReactNode;
}

export function PostList({ label, query, empty }: Props) {
  if (query.isPending) return <PostSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const posts = rowsOf(query.data);
  const { inVain, givenUp } = searchOf(query.data);
  if (posts.length === 0 && !query.hasNextPage) return empty;
  return (
    <>
      {posts.length > 0 && <Rows label={label} posts={posts} arriving={query.isFetchedAfterMount} />}
      <LoadMore
        query={query}
        label={t(inVain ? "keepLooking" : "morePosts")}
        note={givenUp ? t("nothingFoundYet") : undefined}
      />
      {!query.hasNextPage && <p className="py-8 text-center text-muted text-sm">{t("everything")}</p>}
    </>
  );
}

// A large phone's first screen shows at most this many posts.
const firstRows = 6;

/**
 * Draws posts that arrive while the page is open in two steps, so that a slow phone can
 * respond between them. Posts that are there when the page opens are drawn at once,
 * because Back restores the scroll position, which needs real heights.
 */
function Rows({ label, posts, arriving }: { label: string; posts: Post[]; arriving: boolean }) {
  const all = useDeferredValue(true, !arriving);
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {(all ? posts : posts.slice(0, firstRows)).map((post) => (
        <li key={post.id}>
          <PostCard post={post} />
        </li>
      ))}
    </ul>
  );
}
