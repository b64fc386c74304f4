import { useQueryClient } from "@tanstack/react-query";
import { type RefCallback, useCallback } from "react";
import { api } from "~/api/client";
import type { Notification } from "~/api/objects";
import { loadUnread } from "~/social/notification/unread";

/**
 * Returns the ref of the newest entry. When this entry is on the screen, it and all older
 * ones are marked as read. Newer notifications, which the list does not show yet, stay unread.
 */
export function useMarkRead(newest: Notification | undefined): RefCallback<HTMLElement> {
  const client = useQueryClient();
  const through = newest && !newest.is_read ? newest.id : undefined;
  return useCallback(
    (element) => {
      if (!element || through === undefined) return;
      // In a background tab, nothing intersects.
      const observer = new IntersectionObserver(async (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        try {
          await api.PUT("/v1/notifications/read", { body: { through } });
          await loadUnread(client);
        } catch {
          // The next visit to the page tries again.
        }
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [client, through],
  );
}
