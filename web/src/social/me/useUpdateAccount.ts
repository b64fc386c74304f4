import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { AccountChange } from "~/api/objects";
import { userKeys } from "../user/userKeys";

interface Options {
  onChanged: () => void;
  onFailed: (error: Error) => void;
}

/**
 * Changes the user's account. Everything loaded is loaded again, because it may show the
 * old name. The callbacks are called even after the form was left.
 */
export function useUpdateAccount({ onChanged, onFailed }: Options) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: AccountChange) =>
      (await bodyOf(api.PATCH("/v1/account", { body: change }))).data,
    onSuccess: (me) => {
      client.setQueryData(userKeys.me(), me);
      onChanged();
      void client.invalidateQueries();
    },
    onError: onFailed,
  });
}
