import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { listOptions } from "~/api/pages";
import { userKeys } from "~/social/user/userKeys";

/** Returns the blocked users, newest block first. */
export function useBlocks() {
  return useInfiniteQuery({
    ...listOptions((query, signal) => api.GET("/v1/account/blocks", { params: { query }, signal })),
    queryKey: userKeys.blocks(),
  });
}

/** Returns the muted users, newest mute first. */
export function useMutes() {
  return useInfiniteQuery({
    ...listOptions((query, signal) => api.GET("/v1/account/mutes", { params: { query }, signal })),
    queryKey: userKeys.mutes(),
  });
}
