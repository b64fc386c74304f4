import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Comment } from "~/api/objects";
import { type Pages, prependRows, rowsOf } from "~/api/pages";
import { arrivedKey, commentsKey } from "~/social/post/postKeys";
import { type Arrived, nothing } from "./newComments";

/** Returns the number of comments that arrived since the list was loaded, and show to insert them. */
export function useNewComments(postId: number, list: Pages<Comment> | undefined) {
  const client = useQueryClient();
  const { data: arrived = nothing } = useQuery<Arrived>({
    queryKey: arrivedKey(postId),
    queryFn: skipToken,
  });
  const known = new Set(list && rowsOf(list).map(({ id }) => id));
  const comments = arrived.comments.filter(({ id }) => !known.has(id)); // some reached the list in another way

  function show() {
    if (arrived.more) void client.refetchQueries({ queryKey: commentsKey(postId) });
    else {
      client.setQueryData<Pages<Comment>>(
        commentsKey(postId),
        (pages) => pages && prependRows(pages, comments),
      );
    }
    client.setQueryData<Arrived>(arrivedKey(postId), nothing);
  }

  return { count: comments.length, show };
}
