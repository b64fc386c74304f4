import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { postKeys } from "../post/postKeys";
import { changeUser } from "./changeUser";
import { userKeys } from "./userKeys";

interface Wish {
  /** The state that the last press asks for. */
  follow: boolean;
  /** The state that the last request asked for. */
  asked?: boolean;
}

// By user id, while a request for the user is pending.
const wishes = new Map<number, Wish>();

async function ask(id: number, follow: boolean) {
  const wish = wishes.get(id);
  if (wish) wish.asked = follow;
  // keepalive: the request survives leaving or reloading the page.
  const request = { params: { path: { id } }, keepalive: true };
  await (follow ? api.PUT("/v1/users/{id}/follow", request) : api.PUT("/v1/users/{id}/unfollow", request));
}

// Sends the presses that still wait for an earlier request when the page is left.
window.addEventListener("pagehide", () => {
  for (const [id, { follow, asked }] of wishes) if (asked !== follow) ask(id, follow).catch(() => undefined);
});

/**
 * Follows or unfollows with an optimistic update, which is reverted if the request
 * fails. Requests for one user run one at a time, and the last press wins.
 */
export function useFollow(user: User) {
  const client = useQueryClient();
  const isLast = (follow: boolean) => wishes.get(user.id)?.follow === follow;
  return useMutation({
    mutationKey: following(user.id),
    scope: { id: `follow ${user.id}` },
    mutationFn: async (follow: boolean) => {
      if (isLast(follow)) await ask(user.id, follow); // skipped if pressed again since
    },
    onMutate: async (follow) => {
      wishes.set(user.id, { ...wishes.get(user.id), follow });
      setFollowed(client, user.id, follow);
      // A response in flight would overwrite the change, so it is cancelled. Queries
      // without data keep loading.
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
        t(follow ? "notFollowed" : "notUnfollowed", {
          username: user.username,
          problem: explain(error).title,
        }),
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
