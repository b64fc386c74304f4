/** What a report is about, as the API names it. */
export type Subject = { post_id: number } | { comment_id: number } | { user_id: number };
