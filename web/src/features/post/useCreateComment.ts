import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { useIdempotency } from "~/api/idempotency";
import type { Comment } from "~/api/objects";
import { appendRows, type Pages, prependRows } from "~/api/pages";
import { changePost } from "~/social/post/changePost";
import { commentsKey, postKeys, repliesKey } from "~/social/post/postKeys";
import { countReplies } from "./changeComment";

/** Writes a comment on a post, or a reply if parentId is set. */
export function useCreateComment(postId: number, parentId?: number) {
  const client = useQueryClient();
  const idempotency = useIdempotency();
  return useMutation({
    mutationFn: async (content: string) => {
      const body = { content, ...(parentId !== undefined && { parent_id: parentId }) };
      const header = { "Idempotency-Key": idempotency.keyFor({ postId, ...body }) };
      const params = { path: { id: postId }, header };
      return (await bodyOf(api.POST("/v1/posts/{id}/comments", { body, params }))).data;
    },
    onSuccess: (comment) => {
      void client.cancelQueries({ queryKey: postKeys.one(postId) }); // its response may not have the comment
      idempotency.succeeded();
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
  });
}
