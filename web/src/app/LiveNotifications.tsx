import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "~/social/live/live";
import { countMissed } from "~/social/notification/missed";
import { newNotificationsKey } from "~/social/notification/notificationKeys";
import { loadUnread } from "~/social/notification/unread";

const pause = 1_000;
const interval = 60_000;

/** Keeps the number of unread notifications up to date. */
export function LiveNotifications() {
  const client = useQueryClient();
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    let polling: ReturnType<typeof setInterval> | undefined;

    // Many may come at once, and one request counts them all.
    const load = () => {
      soon ??= setTimeout(() => {
        soon = undefined;
        void loadUnread(client);
      }, pause);
    };
    const loadMissed = () => {
      load();
      void countMissed(client);
    };

    const stop = listen({
      onOpen: (missed) => {
        clearInterval(polling);
        polling = undefined;
        if (missed) loadMissed();
      },
      onAway: () => {
        polling ??= setInterval(() => document.hidden || loadMissed(), interval);
      },
      onNotification: () => {
        client.setQueryData<number>(newNotificationsKey, (count = 0) => count + 1);
        load();
      },
    });
    return () => {
      stop();
      clearTimeout(soon);
      clearInterval(polling);
    };
  }, [client]);
  return null;
}
