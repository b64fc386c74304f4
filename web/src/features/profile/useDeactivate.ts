import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { useIsAt } from "~/ui/useIsAt";
import { useLateFailure } from "~/ui/useLateFailure";

export const deactivateReasons = { 409: "lastAdmin" } as const;

/** Deactivates the account. Its profile is then not found, so this leaves that page for the list of people. */
export function useDeactivate(user: User) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const isAt = useIsAt();
  const tellIfLeft = useLateFailure((_, error) =>
    t("notDeactivated", { username: user.username, reason: explain(error, deactivateReasons).text }),
  );
  return useMutation({
    mutationFn: async () => {
      await api.PUT("/v1/users/{id}/deactivate", { params: { path: { id: user.id } } });
    },
    onSuccess: async () => {
      showToast(t("deactivated", { username: user.username }));
      if (isAt(`/people/${user.id}`)) await navigate({ to: "/people" });
      client.removeQueries({ queryKey: userKeys.one(user.id) });
      await Promise.all(
        [userKeys.all, postKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
    onError: tellIfLeft,
  });
}
