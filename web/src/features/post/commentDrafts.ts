export const blankComment = { content: "" };

/** Returns the key of the draft of a comment on a post, or of a reply to a comment. */
export function draftKey(postId: number, replyTo?: number): string {
  return replyTo === undefined ? `comment ${postId}` : `reply ${replyTo}`;
}
