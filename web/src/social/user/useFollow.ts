import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { postKeys } from "../post/postKeys";
import { changeUser } from "./changeUser";
import { userKeys } from "./userKeys";

interface Wish {
  /** What the last press wants. */
  follow: boolean;
  /** What the API was asked for last. */
  asked?: boolean;
}

// Of each person, while a request is under way.
const wishes = new Map<number, Wish>();

async function ask(id: number, follow: boolean) {
  const wish = wishes.get(id);
  if (wish) wish.asked = follow;
  // A page that is left, or loaded anew, does not take the request back.
  const request = { params: { path: { id } }, keepalive: true };
  await (follow ? api.PUT("/v1/users/{id}/follow", request) : api.PUT("/v1/users/{id}/unfollow", request));
}

// What still waits for the request before it is sent when the page goes.
window.addEventListener("pagehide", () => {
  for (const [id, { follow, asked }] of wishes) if (asked !== follow) ask(id, follow).catch(() => undefined);
});

/**
 * Follows or unfollows at once, and takes it back if the API refuses. One request
 * after the other for each person, and of several presses the last one counts.
 */
export function useFollow(user: User) {
  const client = useQueryClient();
  const isLast = (follow: boolean) => wishes.get(user.id)?.follow === follow;
  return useMutation({
    mutationKey: following(user.id),
    scope: { id: `follow ${user.id}` },
    mutationFn: async (follow: boolean) => {
      if (isLast(follow)) await ask(user.id, follow); // else it was pressed again since
    },
    onMutate: async (follow) => {
      wishes.set(user.id, { ...wishes.get(user.id), follow });
      setFollowed(client, user.id, follow);
      // An answer that is on its way would undo the change. What has no data yet
      // must go on loading.
      await client.cancelQueries({
        queryKey: userKeys.all,
        predicate: (query) => query.state.data !== undefined,
      });
      setFollowed(client, user.id, wishes.get(user.id)?.follow ?? follow);
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
