import { useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { userKeys } from "~/social/user/userKeys";

export function useFollowing(id: number) {
  return useInfiniteQuery({
    ...byCursor,
    queryKey: userKeys.following(id),
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/v1/users/{id}/following", {
          params: { path: { id }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
  });
}
