import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { changePost } from "~/social/post/changePost";
import type { PostContent } from "~/social/post/postContent";
import { t } from "~/texts/texts";
import type { Sending } from "~/ui/sending";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";

interface Edit {
  form: PostContent;
  /** The version that the edit is based on. The API answers a stale one with 409. */
  version: number;
}

/**
 * Saves the draft of an edit. It may be answered after its form was left. sending tells
 * also of a form that was left since.
 */
export function useUpdatePost(id: number, draft: Sending) {
  const client = useQueryClient();
  const tellIfLeft = useLateFailure((problem) => t("editNotSaved", { problem }));
  const mutationKey = ["update", "post", id];
  const sending = useIsMutating({ mutationKey }) > 0;
  const update = useMutation({
    mutationKey,
    mutationFn: async ({ form, version }: Edit) => {
      const body = { ...form, version };
      draft.attempt(body);
      return (await bodyOf(api.PATCH("/v1/posts/{id}", { params: { path: { id } }, body }))).data;
    },
    onSuccess: (post) => {
      changePost(client, id, () => post);
      draft.sent();
      showToast(t("saved"));
    },
    onError: tellIfLeft,
  });
  return { update, sending };
}
