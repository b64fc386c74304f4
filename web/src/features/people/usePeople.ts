import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { listOptions } from "~/api/pages";
import { userKeys } from "~/social/user/userKeys";

/** Returns all other users, newest first. With a text, returns those with a similar username. */
export function usePeople(text: string) {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/users", { params: { query: { ...(text && { search: text }), ...query } }, signal }),
    ),
    queryKey: userKeys.search(text),
    // Keep showing the last result while the next one loads.
    placeholderData: keepPreviousData,
  });
}
