import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { useIdempotency } from "~/api/idempotency";
import type { Comment } from "~/api/objects";
import { type Pages, prependRows } from "~/api/pages";
import { changePost } from "~/social/post/changePost";
import { commentsKey } from "~/social/post/postKeys";

export function useCreateComment(postId: number) {
  const client = useQueryClient();
  const idempotency = useIdempotency();
  return useMutation({
    mutationFn: async (content: string) => {
      const body = { content };
      const header = { "Idempotency-Key": idempotency.keyFor({ postId, content }) };
      const params = { path: { id: postId }, header };
      return (await bodyOf(api.POST("/v1/posts/{id}/comments", { body, params }))).data;
    },
    onSuccess: (comment) => {
      idempotency.succeeded();
      client.setQueryData<Pages<Comment>>(
        commentsKey(postId),
        (list) => list && prependRows(list, [comment]),
      );
      changePost(client, postId, (post) => ({ ...post, comments_count: post.comments_count + 1 }));
    },
  });
}
