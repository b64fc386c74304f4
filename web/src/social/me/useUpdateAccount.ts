import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { AccountChange } from "~/api/objects";
import { userKeys } from "../user/userKeys";

/** Changes the user's account. Everything loaded is loaded again, because it may show the old name. */
export function useUpdateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: AccountChange) =>
      (await bodyOf(api.PATCH("/v1/account", { body: change }))).data,
    onSuccess: (me) => {
      client.setQueryData(userKeys.me(), me);
      void client.invalidateQueries();
    },
  });
}
