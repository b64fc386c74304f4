import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { Comment } from "~/api/objects";
import type { Sending } from "~/ui/sending";
import { changeComment } from "./changeComment";
import { useSaveEdit } from "./useSaveEdit";

export function useUpdateComment(comment: Comment, draft: Sending) {
  const client = useQueryClient();
  return useSaveEdit({
    name: `comment ${comment.id}`,
    draft,
    save: async (body: { content: string; version: number }): Promise<Comment> => {
      const params = { path: { id: comment.post_id, comment: comment.id } };
      return (await bodyOf(api.PATCH("/v1/posts/{id}/comments/{comment}", { params, body }))).data;
    },
    onSaved: (saved) => changeComment(client, comment, () => saved),
  });
}
