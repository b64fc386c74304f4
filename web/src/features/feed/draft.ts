import { emptyPost, type PostContent } from "~/social/post/postContent";

// What is written outlives a reload and a session that ends in mid-sentence.
const key = "draft";

export function readDraft(): PostContent {
  try {
    const { title, content, tags } = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return {
      title: typeof title === "string" ? title : "",
      content: typeof content === "string" ? content : "",
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    };
  } catch {
    return emptyPost;
  }
}

export function writeDraft(draft: PostContent) {
  try {
    if (isEmpty(draft)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Without storage the draft lasts as long as the page.
  }
}

export function isEmpty({ title, content, tags }: PostContent): boolean {
  return title === "" && content === "" && tags.length === 0;
}
