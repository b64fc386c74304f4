/** The parts of a post that the user writes. */
export interface PostContent {
  title: string;
  content: string;
  tags: string[];
}

export const emptyPost: PostContent = { title: "", content: "", tags: [] };

/** Maximum lengths in code points, and the maximum number of tags. */
export const limits = { title: 100, content: 1000, tag: 50, tags: 10 };
