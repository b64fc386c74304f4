import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";

type RoleName = "user" | "moderator" | "admin";

/** In force with that person's next request; the API does not tell what they were. */
export function useAssignRole(user: User) {
  return useMutation({
    mutationFn: async (role: RoleName) => {
      await api.PUT("/v1/users/{id}/role", { params: { path: { id: user.id } }, body: { role } });
    },
    onSuccess: (_, role) => showToast(`${user.username} is now ${role === "admin" ? "an" : "a"} ${role}.`),
    onError: (error) => showToast(`The role is as it was. ${explain(error).text}`, "problem"),
  });
}
