import { skipToken, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Notification } from "~/api/objects";
import { listOptions, type Pages } from "~/api/pages";
import { newerThan } from "~/social/notification/newNotifications";
import { newNotificationsKey, notificationsKey } from "~/social/notification/notificationKeys";

/** Returns the notifications, newest first. Each visit to the page loads them again. */
export function useNotifications() {
  return useInfiniteQuery({
    ...listOptions((query, signal) => api.GET("/v1/notifications", { params: { query }, signal })),
    queryKey: notificationsKey,
    refetchOnMount: "always",
  });
}

/** Returns the number of notifications that are newer than the list, and show to load them. */
export function useNewNotifications(list: Pages<Notification> | undefined) {
  const client = useQueryClient();
  const { data: ids = [] } = useQuery<number[]>({ queryKey: newNotificationsKey, queryFn: skipToken });

  function show() {
    // Only the first page is kept, because an entry that grew has moved there from a later one.
    client.setQueryData<Pages<Notification>>(
      notificationsKey,
      (loaded) => loaded && { pages: loaded.pages.slice(0, 1), pageParams: loaded.pageParams.slice(0, 1) },
    );
    return client.refetchQueries({ queryKey: notificationsKey });
  }

  return { count: newerThan(list, ids).length, show };
}
