/** The parts of a post that the user writes. */
export interface PostContent {
  title: string;
  content: string;
  tags: string[];
}

export const emptyPost: PostContent = { title: "", content: "", tags: [] };
