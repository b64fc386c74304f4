import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/** The page that the link in the mail to a new email address opens. */
export function EmailPage() {
  return (
    <LinkPage
      title={t("newEmailTitle")}
      intro={t("newEmailText")}
      action={t("confirmEmail")}
      send={(token) => api.PUT("/v1/authentication/email", { body: { token } })}
      reasons={{ 409: "emailTaken" }}
      lifetime={t("hours", { count: 24 })}
    >
      <EntryPage title={t("emailConfirmedTitle")} intro={t("emailConfirmed")}>
        <Link to="/" className={`${buttonClass()} w-full`}>
          {t("goToSocial")}
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
