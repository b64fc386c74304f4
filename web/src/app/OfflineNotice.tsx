import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { t } from "~/texts/texts";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function OfflineNotice() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="sticky top-0 z-20">
      {!online && (
        <p
          data-notice
          className="flex h-(--notice) items-center justify-center gap-2 bg-warning-soft px-4 text-center text-sm text-warning"
        >
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t("offlineNotice")}
        </p>
      )}
    </div>
  );
}
