import { useState } from "react";
import type { Notification } from "~/api/objects";
import { useMe } from "~/social/me/useMe";

/**
 * Returns which rows to show as unread: those that were unread when the list was loaded.
 * Pages loaded later report all rows as read, because by then they are marked.
 */
export function useUnreadRows(rows: Notification[]): (row: Notification, place: number) => boolean {
  const { data: me } = useMe();
  const newest = rows[0]?.id;
  const [loaded, setLoaded] = useState({ newest, unread: 0 });
  if (me && loaded.newest !== newest) setLoaded({ newest, unread: me.unread_notifications });
  return (row, place) => !row.is_read || place < loaded.unread;
}
