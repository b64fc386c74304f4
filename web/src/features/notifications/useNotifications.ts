import { skipToken, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Notification } from "~/api/objects";
import { listOptions, type Pages } from "~/api/pages";
import { newNotificationsKey, notificationsKey } from "~/social/notification/notificationKeys";

/** Returns the notifications, newest first. Each visit to the page loads them again. */
export function useNotifications() {
  const client = useQueryClient();
  return useInfiniteQuery({
    ...listOptions((query, signal) => {
      if (!query.cursor) client.setQueryData(newNotificationsKey, 0); // the first page has them all
      return api.GET("/v1/notifications", { params: { query }, signal });
    }),
    queryKey: notificationsKey,
    refetchOnMount: "always",
  });
}

/** Returns the number of notifications that came since the list was loaded, and show to load them. */
export function useNewNotifications() {
  const client = useQueryClient();
  const { data: count = 0 } = useQuery<number>({ queryKey: newNotificationsKey, queryFn: skipToken });

  function show() {
    // The first page alone: an entry that grew leaves its place on a later one.
    client.setQueryData<Pages<Notification>>(
      notificationsKey,
      (list) => list && { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
    );
    void client.refetchQueries({ queryKey: notificationsKey });
  }

  return { count, show };
}
