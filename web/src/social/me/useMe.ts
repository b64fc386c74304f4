import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { userKeys } from "../user/userKeys";

/** Who is signed in. */
export function useMe() {
  return useQuery({
    queryKey: userKeys.me(),
    queryFn: async ({ signal }) => (await bodyOf(api.GET("/v1/users/me", { signal }))).data,
    staleTime: 60_000,
  });
}
