import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client";
import { leave } from "~/social/me/signOut";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";

/** Ends all sessions of the user, including this one. */
export function useSignOutEverywhere(id: number | undefined) {
  return useMutation({
    mutationFn: async () => {
      if (id !== undefined) await api.PUT("/v1/users/{id}/sign-out", { params: { path: { id } } });
    },
    onSuccess: leave,
    onError: (error) => showToast(t("notSignedOut", { reason: explain(error).text }), "problem"),
  });
}
