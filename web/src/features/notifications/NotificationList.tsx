import { Bell } from "lucide-react";
import { rowsOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Loading } from "~/ui/Loading";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";
import { NotificationRow } from "./NotificationRow";
import { useMarkRead } from "./useMarkRead";
import type { useNotifications } from "./useNotifications";
import { useUnreadRows } from "./useUnreadRows";

export function NotificationList({ query }: { query: ReturnType<typeof useNotifications> }) {
  const rows = query.data ? rowsOf(query.data) : [];
  const isUnread = useUnreadRows(rows);
  const newest = useMarkRead(query.isFetching && !query.isFetchingNextPage ? undefined : rows[0]);
  if (query.isPending) return <NotificationSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  if (rows.length === 0 && !query.hasNextPage) {
    return (
      <EmptyState icon={Bell} title={t("noNotificationsTitle")}>
        {t("noNotifications")}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t("notifications")} className="divide-y divide-line">
        {rows.map((notification, place) => (
          <li key={notification.id} ref={place === 0 ? newest : undefined}>
            <NotificationRow notification={notification} unread={isUnread(notification, place)} />
          </li>
        ))}
      </ul>
      <LoadMore query={query} label={t("moreNotifications")} />
    </>
  );
}

function NotificationSkeletons() {
  return (
    <Loading label={t("loadingNotifications")}>
      <div className="divide-y divide-line">
        {["w-2/3", "w-1/2", "w-3/5", "w-1/3", "w-2/3"].map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
          <div key={row} className="flex gap-3 px-4 py-3.5 md:px-5">
            <Skeleton round className="size-10 shrink-0" />
            <div className="grid flex-1 gap-2.5 pt-1">
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="h-3 w-40" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}
