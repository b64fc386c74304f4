import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "~/social/live/live";
import { addMissed, addNew } from "~/social/notification/newNotifications";
import { loadUnread } from "~/social/notification/unread";

const pause = 1_000;
const interval = 60_000;

/** Keeps the number of unread notifications up to date. */
export function LiveNotifications() {
  const client = useQueryClient();
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    let polling: ReturnType<typeof setInterval> | undefined;

    // Many notifications may arrive at once. One request counts them all.
    const load = () => {
      soon ??= setTimeout(() => {
        soon = undefined;
        void loadUnread(client);
      }, pause);
    };
    const loadMissed = () => {
      load();
      void addMissed(client);
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
      onNotification: ({ id }) => {
        addNew(client, [id]);
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
