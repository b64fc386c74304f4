import { hashKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { useIdempotency } from "~/api/idempotency";
import type { Post, PostDraft } from "~/api/objects";
import { type Pages, prependRows } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";

export const creatingPost = ["create", "post"];

export function useCreatePost() {
  const client = useQueryClient();
  const idempotency = useIdempotency();
  return useMutation({
    mutationKey: creatingPost,
    mutationFn: async (draft: PostDraft) => {
      const header = { "Idempotency-Key": idempotency.keyFor(draft) };
      return (await bodyOf(api.POST("/v1/posts", { body: draft, params: { header } }))).data;
    },
    onSuccess: (post) => {
      idempotency.succeeded();
      client.setQueryData<Pages<Post>>(postKeys.feed({}), (feed) => feed && prependRows(feed, [post]));
      // Filtered feeds may or may not contain the post, so they are refetched.
      void client.invalidateQueries({
        queryKey: postKeys.feeds(),
        predicate: ({ queryKey }) => hashKey(queryKey) !== hashKey(postKeys.feed({})),
      });
      void client.invalidateQueries({ queryKey: postKeys.by(post.user_id) });
      void client.invalidateQueries({ queryKey: userKeys.one(post.user_id) });
    },
  });
}
