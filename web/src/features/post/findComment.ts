import type { Comment } from "~/api/objects";

/** Where a comment is: among the replies to the comment thread, or in the list if thread is null. */
export interface Place {
  thread: number | null;
}

interface Source {
  /** The comments of the list that are loaded. */
  rows: () => Comment[];
  hasMore: () => boolean;
  /** Loads more of the list. */
  more: () => Promise<unknown>;
  repliesTo: (comment: Comment) => Promise<Comment[]>;
}

const maxRequests = 40;

/**
 * Looks for a comment: the API has no operation for a single one. It looks through the
 * list, newest first, and then through the replies to comments that are older than the
 * one looked for. Returns null if it is not among them, or after about 40 requests.
 */
export async function findComment(id: number, source: Source): Promise<Place | null> {
  const searched = new Set<number>();
  for (let requests = 0; requests <= maxRequests; requests++) {
    const rows = source.rows();
    if (rows.some((comment) => comment.id === id)) return { thread: null };
    // A reply has a higher id than what it replies to.
    const thread = rows.find(
      (comment) => comment.id < id && comment.replies_count > 0 && !searched.has(comment.id),
    );
    if (thread) {
      searched.add(thread.id);
      const replies = await source.repliesTo(thread);
      if (replies.some((reply) => reply.id === id)) return { thread: thread.id };
    } else if (source.hasMore()) await source.more();
    else return null;
  }
  return null;
}
