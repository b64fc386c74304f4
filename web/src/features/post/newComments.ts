import type { Comment, Page } from "~/api/objects";
import { isNewer } from "~/api/order";
import { mapRows, type Pages, rowsOf } from "~/api/pages";

/** Comments that arrived after the list was loaded, and are not in it yet. */
export interface Arrived {
  comments: Comment[];
  /** Whether there may be more between these and the list. */
  more: boolean;
}

export const nothing: Arrived = { comments: [], more: false };

/** Returns the comments of the newest page that arrived after the list was loaded. */
export function arrivedSince(list: Pages<Comment>, newest: Page<Comment>): Arrived {
  const rows = rowsOf(list);
  const known = new Set(rows.map(({ id }) => id));
  const last = rows.at(-1);
  const comments = newest.data.filter(
    (comment) => !known.has(comment.id) && (!last || isNewer(comment, last)),
  );
  const more = rows.length > 0 && comments.length === newest.data.length && newest.next_cursor !== null;
  return { comments, more };
}

/** Updates the counts of the comments. Texts stay, because a reader may be in the middle of one. */
export function updateCounts(list: Pages<Comment>, newest: Page<Comment>): Pages<Comment> {
  const byId = new Map(newest.data.map((comment) => [comment.id, comment]));
  return mapRows(list, (comment) => {
    const { likes_count, replies_count } = byId.get(comment.id) ?? comment;
    const same = likes_count === comment.likes_count && replies_count === comment.replies_count;
    return same ? comment : { ...comment, likes_count, replies_count };
  });
}
