import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";
import { userKeys } from "../user/userKeys";
import { removePost } from "./changePost";
import { postKeys } from "./postKeys";

export function useDeletePost(post: Post, onDeleted: () => Promise<void> | undefined) {
  const client = useQueryClient();
  const tellIfLeft = useLateFailure((problem) => t("postNotDeleted", { problem }));
  return useMutation({
    mutationFn: async () => {
      try {
        await api.DELETE("/v1/posts/{id}", { params: { path: { id: post.id } } });
      } catch (error) {
        if (statusOf(error) !== 404) throw error; // 404: already deleted
      }
    },
    onSuccess: async () => {
      const left = onDeleted();
      removePost(client, post.id);
      void client.invalidateQueries({ queryKey: userKeys.one(post.user_id) });
      showToast(t("postDeleted"));
      await left; // the post's own page would load it again
      client.removeQueries({ queryKey: postKeys.one(post.id) });
    },
    onError: tellIfLeft,
  });
}
