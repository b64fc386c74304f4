import { useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { commentsKey } from "~/social/post/postKeys";

/** Returns the comments of a post, newest first. usePost caches the first page. */
export function useComments(postId: number, postLoaded: boolean) {
  return useInfiniteQuery({
    ...byCursor,
    queryKey: commentsKey(postId),
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/v1/posts/{id}/comments", {
          params: { path: { id: postId }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
    enabled: postLoaded,
  });
}
