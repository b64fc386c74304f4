import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { byCursor } from "~/api/pages";
import { userKeys } from "~/social/user/userKeys";

/** Returns all other users, newest first, or with a text the users with a similar name. */
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
    // Keep showing the last result while the next one loads.
    placeholderData: keepPreviousData,
  });
}
