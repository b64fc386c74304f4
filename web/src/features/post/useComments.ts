import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { listOptions } from "~/api/pages";
import { commentsKey } from "~/social/post/postKeys";

/** Returns the comments of a post, newest first. usePost caches the first page, and limit is the size of the next ones. */
export function useComments(postId: number, postLoaded: boolean, limit?: number) {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/posts/{id}/comments", {
        params: { path: { id: postId }, query: { ...query, ...(limit && { limit }) } },
        signal,
      }),
    ),
    queryKey: commentsKey(postId),
    enabled: postLoaded,
  });
}
