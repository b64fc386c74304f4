import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Comment } from "~/api/objects";
import { listOptions } from "~/api/pages";
import { repliesKey } from "~/social/post/postKeys";

/** Returns the query of the replies to a comment, oldest first, in pages of this size. */
export function repliesOptions({ id, post_id }: Comment, limit?: number) {
  return infiniteQueryOptions({
    ...listOptions((query, signal) =>
      api.GET("/v1/posts/{id}/comments/{comment}/replies", {
        params: { path: { id: post_id, comment: id }, query: { ...query, ...(limit && { limit }) } },
        signal,
      }),
    ),
    queryKey: repliesKey(post_id, id),
  });
}

/** Returns the replies to a comment, once they are opened. */
export function useReplies(comment: Comment, opened: boolean) {
  return useInfiniteQuery({ ...repliesOptions(comment), enabled: opened });
}
