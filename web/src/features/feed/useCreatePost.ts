import { hashKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Post, PostDraft } from "~/api/objects";
import { type Pages, prependRows } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import type { Sending } from "~/ui/sending";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";
import { closeComposer } from "./composing";
import { creatingPost } from "./useIsPosting";

/** Sends the draft of a post. The response may arrive after its form was left. */
export function useCreatePost(draft: Sending) {
  const client = useQueryClient();
  const tellIfLeft = useLateFailure((problem) => t("postNotSent", { problem }));
  return useMutation({
    mutationKey: creatingPost,
    mutationFn: async (post: PostDraft) => {
      const header = { "Idempotency-Key": draft.attempt(post) };
      return (await bodyOf(api.POST("/v1/posts", { body: post, params: { header } }))).data;
    },
    onSuccess: (post) => {
      draft.sent();
      closeComposer();
      showToast(t("posted"));
      client.setQueryData<Pages<Post>>(postKeys.feed({}), (feed) => feed && prependRows(feed, [post]));
      // Filtered feeds may or may not contain the post, so they are refetched.
      void client.invalidateQueries({
        queryKey: postKeys.feeds(),
        predicate: ({ queryKey }) => hashKey(queryKey) !== hashKey(postKeys.feed({})),
      });
      void client.invalidateQueries({ queryKey: postKeys.by(post.user_id) });
      void client.invalidateQueries({ queryKey: userKeys.one(post.user_id) });
    },
    onError: (error) => {
      if (statusOf(error) === 409) draft.forgetKey(); // what the key created was deleted since
      tellIfLeft(error);
    },
  });
}
