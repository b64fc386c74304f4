export const blankComment = { content: "" };

/** Returns the key of the draft of a reply. */
export function replyDraft(commentId: number): string {
  return `reply ${commentId}`;
}
