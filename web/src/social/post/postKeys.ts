// Everything cached about posts starts with "posts", so that a change can find it.
export const postKeys = {
  all: ["posts"] as const,
  feeds: () => ["posts", "feed"] as const,
  feed: (filters: object) => ["posts", "feed", filters] as const,
  one: (id: number) => ["posts", "one", id] as const,
  by: (userId: number) => ["posts", "by", userId] as const,
};

// Not below "posts": a comment is no post.
export const commentsKey = (postId: number) => ["comments", postId] as const;
