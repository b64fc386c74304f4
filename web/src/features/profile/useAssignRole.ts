import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";

type RoleName = "user" | "moderator" | "admin";

const nowIs = { user: "nowUser", moderator: "nowModerator", admin: "nowAdmin" } as const;

/** Sets a user's role, effective from their next request. The API does not return the old one. */
export function useAssignRole(user: User) {
  return useMutation({
    mutationFn: async (role: RoleName) => {
      await api.PUT("/v1/users/{id}/role", { params: { path: { id: user.id } }, body: { role } });
    },
    onSuccess: (_, role) => showToast(t(nowIs[role], { username: user.username })),
    onError: (error) =>
      showToast(t("roleNotSet", { reason: explain(error, { 409: "lastAdmin" }).text }), "problem"),
  });
}
