import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";

type RoleName = "user" | "moderator" | "admin";

/** Sets a user's role, effective from their next request. The API does not return the old one. */
export function useAssignRole(user: User) {
  return useMutation({
    mutationFn: async (role: RoleName) => {
      await api.PUT("/v1/users/{id}/role", { params: { path: { id: user.id } }, body: { role } });
    },
    onSuccess: (_, role) => showToast(`${user.username} is now ${role === "admin" ? "an" : "a"} ${role}.`),
    onError: (error) => showToast(`The role is as it was. ${explain(error).text}`, "problem"),
  });
}
