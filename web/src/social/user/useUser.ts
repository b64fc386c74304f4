import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { User } from "~/api/objects";
import { userKeys } from "./userKeys";

export function useUser(id: number, { enabled = true } = {}) {
  return useQuery({
    queryKey: userKeys.one(id),
    queryFn: async ({ signal }): Promise<User> =>
      (await bodyOf(api.GET("/v1/users/{id}", { params: { path: { id } }, signal }))).data,
    enabled,
  });
}
