import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Comment } from "~/api/objects";
import { changePost } from "~/social/post/changePost";
import { postKeys } from "~/social/post/postKeys";
import { t } from "~/texts/texts";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";
import { changeComment, countReplies } from "./changeComment";

export function useDeleteComment(comment: Comment, onDeleted: () => void) {
  const client = useQueryClient();
  const tellIfLeft = useLateFailure((problem) => t("commentNotDeleted", { problem }));
  return useMutation({
    mutationFn: async () => {
      try {
        const path = { id: comment.post_id, comment: comment.id };
        await api.DELETE("/v1/posts/{id}/comments/{comment}", { params: { path } });
      } catch (error) {
        if (statusOf(error) !== 404) throw error; // 404: already deleted
      }
    },
    onSuccess: () => {
      void client.cancelQueries({ queryKey: postKeys.one(comment.post_id) }); // its response may have the comment
      onDeleted();
      changeComment(client, comment, (now) =>
        now.replies_count > 0 ? { ...now, content: "", user: null, user_id: null, is_removed: true } : null,
      );
      if (comment.parent_id !== null) countReplies(client, comment.post_id, comment.parent_id, -1);
      changePost(client, comment.post_id, (post) => ({ ...post, comments_count: post.comments_count - 1 }));
      showToast(t("commentDeleted"));
    },
    onError: tellIfLeft,
  });
}
