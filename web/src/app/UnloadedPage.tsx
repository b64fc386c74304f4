import { CloudOff } from "lucide-react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

/** Replaces a page if its code failed to load. */
export function UnloadedPage({ onRetry }: { onRetry: () => void }) {
  useDocumentTitle(t("unloadedName"));
  return (
    <div role="alert" className="py-10">
      <EmptyState alone icon={CloudOff} title={t("unloadedTitle")}>
        <p>{t(navigator.onLine ? "unloadedOnline" : "unloadedOffline")}</p>
        <div className="mt-5 flex justify-center gap-2">
          <Button onClick={onRetry}>{t("tryAgain")}</Button>
          {navigator.onLine && (
            <Button look="secondary" onClick={() => window.location.reload()}>
              {t("reloadApp")}
            </Button>
          )}
        </div>
      </EmptyState>
    </div>
  );
}
