import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Comment } from "~/api/objects";
import { appendRows, type Pages, prependRows } from "~/api/pages";
import { changePost } from "~/social/post/changePost";
import { commentsKey, postKeys, repliesKey } from "~/social/post/postKeys";
import { t } from "~/texts/texts";
import type { Sending } from "~/ui/sending";
import { useLateFailure } from "~/ui/useLateFailure";
import { countReplies } from "./changeComment";

/**
 * Sends the draft of a comment on a post, or of a reply if parentId is set. The response
 * may arrive after the form was left. Until then, sending stays true.
 */
export function useCreateComment(draft: Sending, postId: number, parentId?: number) {
  const client = useQueryClient();
  const tellIfLeft = useLateFailure((problem) => t("commentNotSent", { problem }));
  const mutationKey = ["create", "comment", postId, parentId ?? null];
  const sending = useIsMutating({ mutationKey }) > 0;
  const create = useMutation({
    mutationKey,
    mutationFn: async (content: string) => {
      const body = { content, ...(parentId !== undefined && { parent_id: parentId }) };
      const header = { "Idempotency-Key": draft.attempt(body) };
      const params = { path: { id: postId }, header };
      return (await bodyOf(api.POST("/v1/posts/{id}/comments", { body, params }))).data;
    },
    onSuccess: (comment) => {
      void client.cancelQueries({ queryKey: postKeys.one(postId) }); // its response may not have the comment
      draft.sent();
      if (parentId === undefined) {
        client.setQueryData<Pages<Comment>>(
          commentsKey(postId),
          (list) => list && prependRows(list, [comment]),
        );
      } else {
        client.setQueryData<Pages<Comment>>(
          repliesKey(postId, parentId),
          (list) => list && appendRows(list, [comment]),
        );
        countReplies(client, postId, parentId, 1);
      }
      changePost(client, postId, (post) => ({ ...post, comments_count: post.comments_count + 1 }));
    },
    onError: (error) => {
      if (statusOf(error) === 409) draft.forgetKey(); // what the key created was deleted since
      tellIfLeft(error);
    },
  });
  return { create, sending };
}
