import { useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { userKeys } from "~/social/user/userKeys";

export function useFollowers(id: number) {
  return useInfiniteQuery({
    ...byCursor,
    queryKey: userKeys.followers(id),
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/v1/users/{id}/followers", {
          params: { path: { id }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
  });
}
