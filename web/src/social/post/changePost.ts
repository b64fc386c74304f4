import type { QueryClient } from "@tanstack/react-query";
import type { Post } from "~/api/objects";
import { mapRows, type Pages } from "~/api/pages";
import { postKeys } from "./postKeys";

/** Applies change to a post everywhere in the cache, alone or in a list. */
export function changePost(client: QueryClient, id: number, change: (post: Post) => Post) {
  const changeIfIt = (post: Post) => (post.id === id ? change(post) : post);
  client.setQueriesData<Post | Pages<Post>>({ queryKey: postKeys.all }, (cached) => {
    if (!cached) return cached;
    return "pages" in cached ? mapRows(cached, changeIfIt) : changeIfIt(cached);
  });
}

/** Removes a post from every cached list. */
export function removePost(client: QueryClient, id: number) {
  client.setQueriesData<Post | Pages<Post>>({ queryKey: postKeys.all }, (cached) =>
    cached && "pages" in cached ? mapRows(cached, (post) => (post.id === id ? null : post)) : cached,
  );
}

/** Returns a post from a cached list, to show while the post itself loads. */
export function findCachedPost(client: QueryClient, id: number): Post | undefined {
  for (const [, cached] of client.getQueriesData<Post | Pages<Post>>({ queryKey: postKeys.all })) {
    const posts = cached && "pages" in cached ? cached.pages.flatMap((page) => page.data) : [];
    const found = posts.find((post) => post.id === id);
    if (found) return found;
  }
  return undefined;
}
