import { Link } from "@tanstack/react-router";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";

interface Props {
  lifetime?: string | undefined;
  /** The reason, if it is not the age or use of the link. */
  text?: string | undefined;
}

/** Shown for a link that was used, is too old, or was never made. */
export function DeadLink({ lifetime, text }: Props) {
  return (
    <EntryPage
      title={t("deadLink")}
      intro={text ?? (lifetime ? t("deadLinkOlder", { lifetime }) : t("deadLinkTooOld"))}
    >
      <Link to="/" className={`${buttonClass({ look: "secondary" })} w-full`}>
        {t("goToSocial")}
      </Link>
    </EntryPage>
  );
}
