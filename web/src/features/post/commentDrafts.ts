import type { Comment } from "~/api/objects";

export const blankComment = { content: "" };

/** Returns the key of the draft of a comment on a post, or of a reply to a comment. */
export function draftKey(postId: number, replyTo?: number): string {
  return replyTo === undefined ? `comment ${postId}` : `reply ${replyTo}`;
}

/** Returns the key of the draft for an edit of the comment, and the edit's initial values. */
export function editOf({ id, content, version }: Comment) {
  return [`edit comment ${id}`, { content, version }] as const;
}
