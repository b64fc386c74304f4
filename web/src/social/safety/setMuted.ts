import type { QueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Author } from "~/api/objects";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { postKeys } from "../post/postKeys";
import { changeUser } from "../user/changeUser";
import { userKeys } from "../user/userKeys";
import { forgetActsOf, hideUser } from "./forgetUser";

/** Mutes or unmutes a user, and offers to undo it. It continues if the button that called it is gone. */
export async function setMuted(client: QueryClient, user: Author, muted: boolean) {
  const { id, username } = user;
  const request = { params: { path: { id } }, keepalive: true };
  void client.cancelQueries({ queryKey: userKeys.mutes() }); // its response may lack the user already
  try {
    await (muted ? api.PUT("/v1/users/{id}/mute", request) : api.DELETE("/v1/users/{id}/mute", request));
  } catch (error) {
    const problem = explain(error).title;
    showToast(t(muted ? "notMuted" : "notUnmuted", { username, problem }), "problem");
    return;
  }
  changeUser(client, id, (known) => ({ ...known, is_muted: muted }));
  if (muted) {
    await client.cancelQueries({
      queryKey: postKeys.feeds(),
      predicate: ({ state }) => state.data !== undefined,
    });
    forgetActsOf(client, id);
  } else {
    hideUser(client, id, false);
    void client.invalidateQueries({ queryKey: postKeys.feeds() });
  }
  void client.invalidateQueries({ queryKey: userKeys.mutes(), refetchType: "none" });
  showToast(t(muted ? "muted" : "unmuted", { username }), "done", {
    label: t("undo"),
    onPress: () => void setMuted(client, user, !muted),
  });
}
