import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Case } from "~/api/objects";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { subjectOf } from "./describe";
import { allCasesKey, casesKey } from "./useCases";

/** Takes the decision of a closed case back: restores what was removed, or reactivates the author. */
export function useTakeBack(row: Case) {
  const client = useQueryClient();
  const username = row.author?.username ?? "";
  const suspended = row.resolution?.action === "suspend";
  return useMutation({
    mutationFn: async () => {
      const subject = subjectOf(row);
      if (suspended && row.author)
        await api.PUT("/v1/users/{id}/reactivate", { params: { path: { id: row.author.id } } });
      else if (subject?.kind === "post")
        await api.POST("/v1/moderation/posts/{id}/restore", { params: { path: { id: subject.post.id } } });
      else if (subject?.kind === "comment")
        await api.POST("/v1/moderation/comments/{id}/restore", {
          params: { path: { id: subject.comment.id } },
        });
    },
    onSuccess: () => {
      showToast(suspended ? t("userReactivated", { username }) : t("subjectRestored"));
      void client.invalidateQueries({ queryKey: casesKey("closed") });
      void client.invalidateQueries({ queryKey: allCasesKey }); // they tell whether the author is suspended
      void client.invalidateQueries({ queryKey: postKeys.all });
      void client.invalidateQueries({ queryKey: userKeys.all });
    },
    onError: (error) =>
      showToast(
        suspended
          ? t("notReactivated", { reason: explain(error).text })
          : t("subjectNotRestored", { problem: explain(error).title }),
        "problem",
      ),
  });
}
