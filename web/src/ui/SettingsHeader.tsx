import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { t } from "~/texts/texts";
import { buttonClass } from "./Button";
import { useDocumentTitle } from "./documentTitle";
import { PageHeader } from "./PageHeader";

/** The header of a settings page, with a link back to all settings. */
export function SettingsHeader({ title }: { title: string }) {
  useDocumentTitle(`${title} · ${t("settings")}`);
  return (
    <PageHeader title={title}>
      <Link
        to="/settings"
        aria-label={t("backToSettings")}
        className={`${buttonClass({ look: "quiet", size: "icon" })} -ms-2 -order-1`}
      >
        <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" />
      </Link>
    </PageHeader>
  );
}
