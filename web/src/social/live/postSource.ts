import type { Post } from "~/api/objects";

/**
 * Calls onPosts with new posts of the user's feed until the returned function is
 * called. It may report a post twice; the listener removes duplicates.
 */
export type PostSource = (onPosts: (posts: Post[]) => void) => () => void;
