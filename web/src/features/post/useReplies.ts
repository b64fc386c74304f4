import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Comment } from "~/api/objects";
import { listOptions } from "~/api/pages";
import { repliesKey } from "~/social/post/postKeys";

/** Returns the replies to a comment, oldest first, once they are opened. */
export function useReplies({ id, post_id }: Comment, opened: boolean) {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/posts/{id}/comments/{comment}/replies", {
        params: { path: { id: post_id, comment: id }, query },
        signal,
      }),
    ),
    queryKey: repliesKey(post_id, id),
    enabled: opened,
  });
}
