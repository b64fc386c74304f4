import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { listOptions } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";

/** Returns the posts of a user, newest first. */
export function useUserPosts(id: number) {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/users/{id}/posts", { params: { path: { id }, query }, signal }),
    ),
    queryKey: postKeys.by(id),
  });
}

/** Returns the users who follow a user. */
export function useFollowers(id: number) {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/users/{id}/followers", { params: { path: { id }, query }, signal }),
    ),
    queryKey: userKeys.followers(id),
  });
}

/** Returns the users that a user follows. */
export function useFollowing(id: number) {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/users/{id}/following", { params: { path: { id }, query }, signal }),
    ),
    queryKey: userKeys.following(id),
  });
}
