import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/** The page that the link in the mail about a deleted account opens. */
export function RestorePage() {
  return (
    <LinkPage
      title={t("restoreTitle")}
      intro={t("restoreText")}
      action={t("restore")}
      send={(token) => api.PUT("/v1/authentication/restore", { body: { token } })}
      lifetime={t("days", { count: 14 })}
    >
      <EntryPage title={t("restoredTitle")} intro={t("restored")}>
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          {t("signIn")}
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
