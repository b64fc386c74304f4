/** What people write of a post. */
export interface PostContent {
  title: string;
  content: string;
  tags: string[];
}

export const emptyPost: PostContent = { title: "", content: "", tags: [] };

/** How much of each there may be, in code points. */
export const limits = { title: 100, content: 1000, tag: 50, tags: 10 };
