import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { userKeys } from "~/social/user/userKeys";

/** Everybody else, the newest first; with a text those whose name is like it. */
export function usePeople(text: string) {
  return useInfiniteQuery({
    ...byCursor,
    queryKey: userKeys.search(text),
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/v1/users", {
          params: {
            query: { ...(text && { search: text }), ...(pageParam !== null && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    // The last result stays while the next one is on its way.
    placeholderData: keepPreviousData,
  });
}
