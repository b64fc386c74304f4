import { Link, useSearch } from "@tanstack/react-router";
import { t } from "~/texts/texts";
import { EntryPage } from "~/ui/EntryPage";
import { locale } from "~/ui/locale";

/** The page shown after users have deleted their account. */
export function DeletedPage() {
  const { until } = useSearch({ from: "/deleted" });
  const day = until && new Date(until).toLocaleDateString(locale, { dateStyle: "long" });
  return (
    <EntryPage
      title={t("deletedTitle")}
      intro={day ? t("deletedUntil", { day }) : t("deletedSoon")}
      footer={
        <Link to="/sign-in" className="text-link">
          {t("signInToAnother")}
        </Link>
      }
    >
      <p>{t("deletedText")}</p>
    </EntryPage>
  );
}
