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

/**
 * Returns the list with the counts of the newest page, and without the comments that were
 * removed since. Texts stay, because a reader may be in the middle of one. asked is the
 * list as it was when the page was asked for: a later comment may be missing in the page.
 */
export function takeChanges(list: Pages<Comment>, newest: Page<Comment>, asked = list): Pages<Comment> {
  const byId = new Map(newest.data.map((comment) => [comment.id, comment]));
  const wereKnown = new Set(rowsOf(asked).map(({ id }) => id));
  return mapRows(list, (comment) => {
    const now = byId.get(comment.id);
    if (!now) return wereKnown.has(comment.id) && belongsTo(newest, comment) ? null : comment;
    if (!now.is_removed !== !comment.is_removed) return now; // one with replies stays as a placeholder
    const { likes_count, replies_count } = now;
    const same = likes_count === comment.likes_count && replies_count === comment.replies_count;
    return same ? comment : { ...comment, likes_count, replies_count };
  });
}

/** Reports whether a comment would be on the page, and not on a later one. */
function belongsTo({ data, next_cursor }: Page<Comment>, comment: Comment): boolean {
  const last = data.at(-1);
  return next_cursor === null || (last !== undefined && isNewer(comment, last));
}
