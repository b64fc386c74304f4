import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { postKeys } from "../post/postKeys";
import { changeUser } from "./changeUser";
import { userKeys } from "./userKeys";

/** Follows or unfollows at once, and takes it back if the API refuses. */
export function useFollow(user: User) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (follow: boolean) => {
      const params = { params: { path: { id: user.id } } };
      await (follow ? api.PUT("/v1/users/{id}/follow", params) : api.PUT("/v1/users/{id}/unfollow", params));
    },
    onMutate: async (follow) => {
      // An answer that is on its way would undo the change. What has no data yet
      // must go on loading.
      await client.cancelQueries({
        queryKey: userKeys.all,
        predicate: (query) => query.state.data !== undefined,
      });
      setFollowed(client, user.id, follow);
    },
    onError: (error, follow) => {
      setFollowed(client, user.id, !follow);
      showToast(
        `${user.username} could not be ${follow ? "followed" : "unfollowed"}. ${explain(error).title}.`,
        "problem",
      );
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: userKeys.me() });
      void client.invalidateQueries({ queryKey: postKeys.feeds() });
    },
  });
}

function setFollowed(client: QueryClient, id: number, follow: boolean) {
  changeUser(client, id, (user) => {
    if (user.is_followed === follow) return user;
    return { ...user, is_followed: follow, followers_count: user.followers_count + (follow ? 1 : -1) };
  });
}
