import { useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";

export function useUserPosts(id: number) {
  return useInfiniteQuery({
    ...byCursor,
    queryKey: postKeys.by(id),
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/v1/users/{id}/posts", {
          params: { path: { id }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
  });
}
