import type { QueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { Me } from "~/api/objects";
import { userKeys } from "../user/userKeys";

/** Loads the number of unread notifications into the cached user. If that fails, the number stays. */
export async function loadUnread(client: QueryClient) {
  try {
    const { data } = await bodyOf(api.GET("/v1/notifications/unread"));
    client.setQueryData<Me>(userKeys.me(), (me) => me && { ...me, unread_notifications: data.count });
  } catch {
    // The next notification, or the next visit to the page, tries again.
  }
}
