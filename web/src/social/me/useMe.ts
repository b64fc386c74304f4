import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { userKeys } from "../user/userKeys";

export const meQuery = queryOptions({
  queryKey: userKeys.me(),
  queryFn: async ({ signal }) => (await bodyOf(api.GET("/v1/users/me", { signal }))).data,
  staleTime: 60_000,
});

/** Who is signed in. */
export function useMe() {
  return useQuery(meQuery);
}
