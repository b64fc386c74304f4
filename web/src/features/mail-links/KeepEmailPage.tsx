import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/**
 * The page that the link in a mail to an old email address opens, for an owner who did
 * not ask for another one.
 */
export function KeepEmailPage() {
  return (
    <LinkPage
      title={t("keepEmailTitle")}
      intro={t("keepEmailText")}
      action={t("keepEmail")}
      send={(token) => api.PUT("/v1/authentication/email", { body: { token } })}
      lifetime={t("days", { count: 7 })}
    >
      <EntryPage title={t("emailKeptTitle")} intro={t("emailKept")}>
        <Link to="/" className={`${buttonClass()} w-full`}>
          {t("goToSocial")}
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
