import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { changePost } from "~/social/post/changePost";
import type { PostContent } from "~/social/post/postContent";

interface Edit {
  form: PostContent;
  /** The version that the edit is based on. The API answers a stale one with 409. */
  version: number;
}

export function useUpdatePost(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ form, version }: Edit) => {
      const params = { path: { id } };
      return (await bodyOf(api.PATCH("/v1/posts/{id}", { params, body: { ...form, version } }))).data;
    },
    onSuccess: (post) => changePost(client, id, () => post),
  });
}
