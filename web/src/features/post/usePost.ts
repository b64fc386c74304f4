import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Comment, Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { findCachedPost } from "~/social/post/changePost";
import { commentsKey, postKeys } from "~/social/post/postKeys";

/**
 * Loads a post. Its response includes the first comments, which fill the list's cache.
 * While it loads, and if it can't be loaded, standIn is the post of a cached list.
 */
export function usePost(id: number) {
  const client = useQueryClient();
  const query = useQuery<Post>({
    queryKey: postKeys.one(id),
    queryFn: async ({ signal }) => {
      const params = { path: { id } };
      const { data } = await bodyOf(api.GET("/v1/posts/{id}", { params, signal }));
      const { comments, comments_next_cursor, ...post } = data;
      client.setQueryData<Pages<Comment>>(commentsKey(id), (known) => {
        // Do not cut a list with more pages back to its first page.
        if (known && known.pages.length > 1) return known;
        return { pages: [{ data: comments, next_cursor: comments_next_cursor }], pageParams: [null] };
      });
      return post;
    },
  });
  const standIn = query.data || statusOf(query.error) === 404 ? undefined : findCachedPost(client, id);
  return { ...query, standIn };
}
