import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { Post } from "~/api/objects";

/**
 * Loads the version of the post that an edit conflicts with. The cached post is the one
 * that the edit began with, so it is not shown meanwhile, or if loading fails.
 */
export function useTheirVersion(postId: number) {
  return useQuery<Post>({
    queryKey: ["their version", postId],
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const params = { path: { id: postId } };
      const { data } = await bodyOf(api.GET("/v1/posts/{id}", { params, signal }));
      const { comments, comments_next_cursor, ...post } = data;
      return post;
    },
  });
}
