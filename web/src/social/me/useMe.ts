import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { userKeys } from "../user/userKeys";

const pause = 15_000;

/**
 * Returns the signed-in user. The copy of the account on the device has no e-mail
 * address. With whole, the account is loaded again every 15 s until it has one.
 */
export function useMe({ whole = false } = {}) {
  return useQuery({
    queryKey: userKeys.me(),
    queryFn: async ({ signal }) => (await bodyOf(api.GET("/v1/users/me", { signal }))).data,
    staleTime: 60_000,
    refetchInterval: ({ state }) => whole && state.data?.email === "" && pause,
  });
}
