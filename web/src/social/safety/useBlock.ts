import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Author } from "~/api/objects";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";
import { loadUnread } from "../notification/unread";
import { changeUser } from "../user/changeUser";
import { reloadMe } from "../user/reloadMe";
import { userKeys } from "../user/userKeys";
import { forgetUser, hideUser } from "./forgetUser";

/** Blocks a user. Everything of theirs then leaves the page. */
export function useBlock({ id, username }: Author, onBlocked: () => void) {
  const client = useQueryClient();
  const tellIfLeft = useLateFailure((problem) => t("notBlocked", { username, problem }));
  return useMutation({
    mutationFn: () => api.PUT("/v1/users/{id}/block", { params: { path: { id } } }),
    onSuccess: async () => {
      onBlocked();
      showToast(t("blocked", { username }));
      await forgetUser(client, id);
      reloadMe(client); // they may have been a follower, or followed
      void loadUnread(client);
    },
    onError: tellIfLeft,
  });
}

/** Unblocks a user, loads their profile again, and marks the rest of the cache as stale. */
export function useUnblock({ id, username }: Author) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE("/v1/users/{id}/block", { params: { path: { id } } }),
    // The response of a list that is on its way may lack the user already.
    onMutate: () => client.cancelQueries({ queryKey: userKeys.blocks() }),
    onSuccess: () => {
      changeUser(client, id, (user) => ({ ...user, is_blocked: false }));
      hideUser(client, id, false);
      showToast(t("unblocked", { username }));
      // The list of blocked users stays as it is while it is read.
      void client.invalidateQueries({ refetchType: "none" });
      return client.refetchQueries({ queryKey: userKeys.one(id) });
    },
    onError: (error) => showToast(t("notUnblocked", { username, problem: explain(error).title }), "problem"),
  });
}
