import { useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { postKeys } from "../post/postKeys";
import { useWish } from "../useWish";
import { changeUser } from "./changeUser";
import { reloadMe } from "./reloadMe";
import { userKeys } from "./userKeys";

/** Follows or unfollows a user. */
export function useFollow({ id, username }: User) {
  const client = useQueryClient();
  return useWish({
    name: `follow ${id}`,
    send: (follow) => {
      const request = { params: { path: { id } }, keepalive: true };
      return follow ? api.PUT("/v1/users/{id}/follow", request) : api.PUT("/v1/users/{id}/unfollow", request);
    },
    show: (follow) =>
      changeUser(client, id, (user) => {
        if (user.is_followed === follow) return user;
        return { ...user, is_followed: follow, followers_count: user.followers_count + (follow ? 1 : -1) };
      }),
    shownIn: userKeys.all,
    onFailed: (error, follow) => {
      const problem = explain(error).title;
      showToast(t(follow ? "notFollowed" : "notUnfollowed", { username, problem }), "problem");
    },
    onDone: () => {
      void client.invalidateQueries({ queryKey: userKeys.one(id) });
      void client.invalidateQueries({ queryKey: userKeys.followers(id) });
      const me = reloadMe(client);
      // This list changes when it is opened next: nobody disappears under the reader.
      if (me) void client.invalidateQueries({ queryKey: userKeys.following(me), refetchType: "none" });
      void client.invalidateQueries({ queryKey: postKeys.feeds() });
    },
  });
}
