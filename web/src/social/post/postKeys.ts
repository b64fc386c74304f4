// All keys with cached posts start with "posts", so that one filter matches them all.
export const postKeys = {
  all: ["posts"] as const,
  feeds: () => ["posts", "feed"] as const,
  feed: (filters: object) => ["posts", "feed", filters] as const,
  ones: () => ["posts", "one"] as const,
  one: (id: number) => ["posts", "one", id] as const,
  by: (userId: number) => ["posts", "by", userId] as const,
};

export const bookmarksKey = ["posts", "bookmarks"] as const;

// Not under "posts": a comment is not a post. All keys with lists of comments or replies
// start with "comments".
export const allCommentsKey = ["comments"] as const;
export const commentsKey = (postId: number) => ["comments", "on", postId] as const;
export const repliesKey = (postId: number, commentId: number) =>
  ["comments", "to", postId, commentId] as const;

/** The comments that arrived since the list was loaded. */
export const allArrivedKey = ["arrived"] as const;
export const arrivedKey = (postId: number) => ["arrived", postId] as const;
