import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { postKeys } from "../post/postKeys";
import { changeUser } from "./changeUser";
import { userKeys } from "./userKeys";

// What is wanted of each person by the last press, while a request is under way.
const wishes = new Map<number, boolean>();

/**
 * Follows or unfollows at once, and takes it back if the API refuses. One request
 * after the other for each person, and of several presses the last one counts.
 */
export function useFollow(user: User) {
  const client = useQueryClient();
  const isLast = (follow: boolean) => wishes.get(user.id) === follow;
  return useMutation({
    mutationKey: following(user.id),
    scope: { id: `follow ${user.id}` },
    mutationFn: async (follow: boolean) => {
      if (!isLast(follow)) return; // pressed again since
      const params = { params: { path: { id: user.id } } };
      await (follow ? api.PUT("/v1/users/{id}/follow", params) : api.PUT("/v1/users/{id}/unfollow", params));
    },
    onMutate: async (follow) => {
      wishes.set(user.id, follow);
      setFollowed(client, user.id, follow);
      // An answer that is on its way would undo the change. What has no data yet
      // must go on loading.
      await client.cancelQueries({
        queryKey: userKeys.all,
        predicate: (query) => query.state.data !== undefined,
      });
      setFollowed(client, user.id, wishes.get(user.id) ?? follow);
    },
    onError: (error, follow) => {
      if (!isLast(follow)) return;
      setFollowed(client, user.id, !follow);
      showToast(
        `${user.username} could not be ${follow ? "followed" : "unfollowed"}. ${explain(error).title}.`,
        "problem",
      );
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey: following(user.id) }) > 1) return;
      wishes.delete(user.id);
      void client.invalidateQueries({ queryKey: userKeys.one(user.id) });
      void client.invalidateQueries({ queryKey: userKeys.me() });
      void client.invalidateQueries({ queryKey: postKeys.feeds() });
    },
  });
}

const following = (id: number) => ["follow", id];

function setFollowed(client: QueryClient, id: number, follow: boolean) {
  changeUser(client, id, (user) => {
    if (user.is_followed === follow) return user;
    return { ...user, is_followed: follow, followers_count: user.followers_count + (follow ? 1 : -1) };
  });
}
