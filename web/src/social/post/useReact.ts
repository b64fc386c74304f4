import { useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { useWish } from "../useWish";
import { changePost } from "./changePost";
import { bookmarksKey, postKeys } from "./postKeys";

/** Likes a post, or takes the like back. */
export function useLike({ id }: Post) {
  const client = useQueryClient();
  return useWish({
    name: `like ${id}`,
    send: (like) => {
      const request = { params: { path: { id } }, keepalive: true };
      return like ? api.PUT("/v1/posts/{id}/like", request) : api.DELETE("/v1/posts/{id}/like", request);
    },
    show: (liked) =>
      changePost(client, id, (post) => {
        if (post.liked === liked) return post;
        return { ...post, liked, likes_count: post.likes_count + (liked ? 1 : -1) };
      }),
    shownIn: postKeys.all,
    onFailed: (error) => showToast(t("notLiked", { problem: explain(error).title }), "problem"),
  });
}

/** Bookmarks a post, or removes the bookmark. */
export function useBookmark({ id }: Post) {
  const client = useQueryClient();
  return useWish({
    name: `bookmark ${id}`,
    send: (bookmark) => {
      const request = { params: { path: { id } }, keepalive: true };
      return bookmark
        ? api.PUT("/v1/posts/{id}/bookmark", request)
        : api.DELETE("/v1/posts/{id}/bookmark", request);
    },
    show: (bookmarked) => changePost(client, id, (post) => ({ ...post, bookmarked })),
    shownIn: postKeys.all,
    onFailed: (error) => showToast(t("notBookmarked", { problem: explain(error).title }), "problem"),
    // The list changes when it is opened next: nothing disappears under the reader.
    onDone: () => void client.invalidateQueries({ queryKey: bookmarksKey, refetchType: "none" }),
  });
}
