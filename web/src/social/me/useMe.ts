import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { userKeys } from "../user/userKeys";

/** Returns the signed-in user. */
export function useMe() {
  return useQuery({
    queryKey: userKeys.me(),
    queryFn: async ({ signal }) => (await bodyOf(api.GET("/v1/users/me", { signal }))).data,
    staleTime: 60_000,
  });
}
