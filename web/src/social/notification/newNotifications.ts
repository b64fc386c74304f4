import type { QueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { Notification } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { newNotificationsKey, notificationsKey } from "./notificationKeys";

/** The most ids that are kept, so that a tab that is open for weeks stays small. */
const maxNew = 1000;

/** Returns the ids that are newer than the loaded list. */
export function newerThan(list: Pages<Notification> | undefined, ids: number[]): number[] {
  const newest = (list && rowsOf(list)[0]?.id) ?? 0;
  return ids.filter((id) => id > newest);
}

/** Adds the ids of notifications that arrived, except those that the list already has. */
export function addNew(client: QueryClient, ids: number[]) {
  const list = client.getQueryData<Pages<Notification>>(notificationsKey);
  client.setQueryData<number[]>(newNotificationsKey, (before = []) =>
    newerThan(list, [...new Set([...before, ...ids])]).slice(-maxNew),
  );
}

/** Looks for notifications that are newer than the loaded list, without a stream. */
export async function addMissed(client: QueryClient) {
  if (!client.getQueryData(notificationsKey)) return;
  try {
    const { data } = await bodyOf(api.GET("/v1/notifications"));
    addNew(
      client,
      data.map(({ id }) => id),
    );
  } catch {
    // The next call retries.
  }
}
