import type { QueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { Notification } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { newNotificationsKey, notificationsKey } from "./notificationKeys";

/** Counts the notifications that are newer than the loaded list, without a stream. */
export async function countMissed(client: QueryClient) {
  const list = client.getQueryData<Pages<Notification>>(notificationsKey);
  if (!list) return;
  try {
    const { data } = await bodyOf(api.GET("/v1/notifications"));
    const newest = rowsOf(list)[0]?.id ?? 0;
    client.setQueryData<number>(newNotificationsKey, data.filter(({ id }) => id > newest).length);
  } catch {
    // The next attempt counts them.
  }
}
