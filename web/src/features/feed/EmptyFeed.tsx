import { Link } from "@tanstack/react-router";
import { SearchX, Sprout } from "lucide-react";
import { t } from "~/texts/texts";
import { Button, buttonClass } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";

export function EmptyFeed({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title={t("noMatchTitle")}>
        <p>{t("noMatch")}</p>
        <Button look="secondary" size="small" className="mt-4" onClick={onClear}>
          {t("clearFilters")}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Sprout} title={t("emptyFeedTitle")}>
      <p>{t("emptyFeed")}</p>
      <Link to="/people" className={`${buttonClass({ size: "small" })} mt-4`}>
        {t("findPeople")}
      </Link>
    </EmptyState>
  );
}
