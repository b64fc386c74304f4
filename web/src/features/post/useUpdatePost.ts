import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { Post } from "~/api/objects";
import { changePost } from "~/social/post/changePost";
import type { PostContent } from "~/social/post/postContent";
import type { Sending } from "~/ui/sending";
import { useSaveEdit } from "./useSaveEdit";

/** The version is that of the post when the edit began. The API answers a stale version with 409. */
type PostEdit = PostContent & { version: number };

export function useUpdatePost(id: number, draft: Sending) {
  const client = useQueryClient();
  return useSaveEdit({
    name: `post ${id}`,
    draft,
    save: async (body: PostEdit): Promise<Post> =>
      (await bodyOf(api.PATCH("/v1/posts/{id}", { params: { path: { id } }, body }))).data,
    onSaved: (post) => changePost(client, id, () => post),
  });
}
