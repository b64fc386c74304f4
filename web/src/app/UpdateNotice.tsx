import { Sparkles, X } from "lucide-react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { announceVersion, useNewVersion } from "./newVersion";

/** Says that a new version of the app is available. The user decides when to reload. */
export function UpdateNotice() {
  const install = useNewVersion();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-40 flex justify-center md:bottom-6"
    >
      {install && (
        <div className="pointer-events-auto flex animate-appear items-center gap-2.5 rounded-xl border border-line bg-raised py-2 ps-3.5 pe-2 text-sm shadow-float">
          <Sparkles aria-hidden className="size-4.5 shrink-0 text-accent" />
          {t("newVersion")}
          <Button size="small" onClick={install}>
            {t("reload")}
          </Button>
          <Button look="quiet" size="icon" aria-label={t("later")} onClick={() => announceVersion(undefined)}>
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      )}
    </div>
  );
}
