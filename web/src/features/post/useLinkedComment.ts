import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Comment } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { commentsKey } from "~/social/post/postKeys";
import { findComment } from "./findComment";
import type { useComments } from "./useComments";
import { repliesOptions } from "./useReplies";

/** The size of a page while a comment is looked for. */
export const bigPage = 100;

const maxRepliesPages = 3;
// The first requests follow each other at once. The others keep below the rate limit.
const atOnce = 5;
const pause = 350;

/** Looks for the comment that a link to the post names, and loads more of the list to find it. */
export function useLinkedComment(
  postId: number,
  id: number | undefined,
  list: ReturnType<typeof useComments>,
) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["place", postId, id],
    enabled: id !== undefined && list.data !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => {
      let requests = 0;
      async function paced<T>(request: () => Promise<T>): Promise<T> {
        if (++requests > atOnce) await new Promise((resolve) => setTimeout(resolve, pause));
        signal.throwIfAborted();
        return request();
      }
      return findComment(id ?? 0, {
        rows: () => rowsOf(listOf(client, postId)),
        hasMore: () => listOf(client, postId).pages.at(-1)?.next_cursor != null,
        more: () => paced(() => list.fetchNextPage({ throwOnError: true })),
        repliesTo: async (comment) => rowsOf(await paced(() => loadReplies(client, comment))),
      });
    },
  });
}

function listOf(client: QueryClient, postId: number): Pages<Comment> {
  return client.getQueryData(commentsKey(postId)) ?? { pages: [], pageParams: [] };
}

function loadReplies(client: QueryClient, comment: Comment) {
  return client.fetchInfiniteQuery({
    ...repliesOptions(comment, bigPage),
    pages: maxRepliesPages,
    staleTime: 0,
  });
}
