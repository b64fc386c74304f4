import { Link } from "@tanstack/react-router";
import { Settings } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { rowsOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { NewRows } from "~/ui/NewRows";
import { PageHeader } from "~/ui/PageHeader";
import { NotificationList } from "./NotificationList";
import { useNewNotifications, useNotifications } from "./useNotifications";

export function NotificationsPage() {
  useDocumentTitle(t("notifications"));
  const query = useNotifications();
  const { count, show } = useNewNotifications(query.data);
  const [showing, setShowing] = useState(false);
  const waiting = query.data !== undefined && (showing || !query.isFetching) ? count : 0;
  const isEmpty = query.data !== undefined && rowsOf(query.data).length === 0;
  const showFirst = useEffectEvent(() => void show());
  const isFirst = isEmpty && waiting > 0;
  useEffect(() => {
    if (isFirst) showFirst();
  }, [isFirst]);
  return (
    <>
      <PageHeader title={t("notifications")}>
        <Link
          to="/settings/notifications"
          aria-label={t("notificationSettings")}
          title={t("notificationSettings")}
          className={`${buttonClass({ look: "quiet", size: "icon" })} -me-2`}
        >
          <Settings aria-hidden className="size-5" />
        </Link>
      </PageHeader>
      <NewRows
        text={waiting > 0 && !isEmpty && t("newNotifications", { count: waiting })}
        onShow={() => {
          setShowing(true);
          void show().finally(() => setShowing(false));
          window.scrollTo({ top: 0 });
        }}
      />
      <NotificationList query={query} />
    </>
  );
}
