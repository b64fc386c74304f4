import type { Post } from "~/api/objects";

/**
 * Tells of posts as they come into one's feed, until it is stopped. It may tell
 * of a post twice: who listens knows which they have.
 */
export type PostSource = (onPosts: (posts: Post[]) => void) => () => void;
