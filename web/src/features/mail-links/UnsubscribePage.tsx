import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/** The page that the link at the end of a digest opens. It needs no sign-in. */
export function UnsubscribePage() {
  return (
    <LinkPage
      title={t("unsubscribeTitle")}
      intro={t("unsubscribeText")}
      action={t("unsubscribe")}
      send={(token) => api.POST("/v1/notifications/unsubscribe/{token}", { params: { path: { token } } })}
      deadText={t("unsubscribeDead")}
    >
      <EntryPage title={t("unsubscribedTitle")} intro={t("unsubscribed")}>
        <Link to="/settings/notifications" className={`${buttonClass({ look: "secondary" })} w-full`}>
          {t("goToNotificationSettings")}
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
