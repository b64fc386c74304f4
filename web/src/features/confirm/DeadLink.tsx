import { Link } from "@tanstack/react-router";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";

/** Shown for a link that was used, is too old, or was never made. */
export function DeadLink({ lifetime }: { lifetime: string | undefined }) {
  return (
    <EntryPage
      title={t("deadLink")}
      intro={lifetime ? t("deadLinkOlder", { lifetime }) : t("deadLinkTooOld")}
    >
      <Link to="/" className={`${buttonClass({ look: "secondary" })} w-full`}>
        {t("goToSocial")}
      </Link>
    </EntryPage>
  );
}
