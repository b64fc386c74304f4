import type { QueryClient } from "@tanstack/react-query";
import type { Comment } from "~/api/objects";
import { mapRows, type Pages } from "~/api/pages";
import { commentsKey, repliesKey } from "~/social/post/postKeys";

/** Returns the key of the list that a comment is in. */
export function listKey({ post_id, parent_id }: Comment) {
  return parent_id === null ? commentsKey(post_id) : repliesKey(post_id, parent_id);
}

/** Applies change to a comment in its cached list. Null removes the comment. */
export function changeComment(
  client: QueryClient,
  comment: Comment,
  change: (comment: Comment) => Comment | null,
) {
  client.setQueryData<Pages<Comment>>(
    listKey(comment),
    (list) => list && mapRows(list, (row) => (row.id === comment.id ? change(row) : row)),
  );
}

/** Adds step to the number of replies of a comment. */
export function countReplies(client: QueryClient, postId: number, parentId: number, step: number) {
  client.setQueryData<Pages<Comment>>(
    commentsKey(postId),
    (list) =>
      list &&
      mapRows(list, (comment) => {
        if (comment.id !== parentId) return comment;
        const replies_count = comment.replies_count + step;
        // A removed comment disappears with its last reply.
        return comment.is_removed && replies_count === 0 ? null : { ...comment, replies_count };
      }),
  );
}
