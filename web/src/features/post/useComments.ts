import { useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { commentsKey } from "~/social/post/postKeys";

/** The comments of a post, the newest first. The post itself brings the first page. */
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
