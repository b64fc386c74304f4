import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

export function NotFoundPage() {
  useDocumentTitle(t("notFoundTitle"));
  return (
    <main id="content" tabIndex={-1} className="py-10 outline-none">
      <EmptyState alone icon={Compass} title={t("pageNotFoundTitle")}>
        <p>{t("pageNotFound")}</p>
        <Link to="/" className={`${buttonClass()} mt-5`}>
          {t("goHome")}
        </Link>
      </EmptyState>
    </main>
  );
}
