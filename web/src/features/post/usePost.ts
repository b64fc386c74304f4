import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Comment, Page, Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { findCachedPost, removePost } from "~/social/post/changePost";
import { arrivedKey, commentsKey, postKeys } from "~/social/post/postKeys";
import { type Arrived, arrivedSince, takeChanges } from "./newComments";

const interval = 20_000;
const intervalAfterFailure = 60_000;

/**
 * Loads a post. Its response includes the newest comments, which fill the list's
 * cache. If the list is loaded already, new comments wait until the user shows them, and
 * removed ones leave it. With live, the post is loaded again every 20 s while the page is
 * visible. While the post loads, and if it can't be loaded, standIn is the post of a cached
 * list. A post that is not found is removed from the cached lists.
 */
export function usePost(id: number, { live = false } = {}) {
  const client = useQueryClient();
  const query = useQuery<Post>({
    queryKey: postKeys.one(id),
    refetchInterval: ({ state }) =>
      live && state.data ? (state.error ? intervalAfterFailure : interval) : false,
    queryFn: async ({ signal }) => {
      const params = { path: { id } };
      const asked = client.getQueryData<Pages<Comment>>(commentsKey(id));
      const { data } = await bodyOf(api.GET("/v1/posts/{id}", { params, signal })).catch((error) => {
        if (statusOf(error) === 404) removePost(client, id);
        throw error;
      });
      const { comments, comments_next_cursor, ...post } = data;
      const known = client.getQueryData<Post>(postKeys.one(id));
      // The response may be older than a change on its way. The next one has it.
      if (known && client.isMutating() > 0) return known;
      takeNewest({ data: comments, next_cursor: comments_next_cursor }, asked);
      return post;
    },
  });

  function takeNewest(newest: Page<Comment>, asked?: Pages<Comment>) {
    const key = commentsKey(id);
    const state = client.getQueryState<Pages<Comment>>(key);
    const list = state?.data;
    if (!list) return client.setQueryData<Pages<Comment>>(key, { pages: [newest], pageParams: [null] });
    client.setQueryData<Arrived>(arrivedKey(id), arrivedSince(list, newest));
    client.setQueryData(key, takeChanges(list, newest, asked), { updatedAt: state.dataUpdatedAt });
  }

  const standIn = query.data || statusOf(query.error) === 404 ? undefined : findCachedPost(client, id);
  return { ...query, standIn };
}
