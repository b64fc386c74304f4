import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { SettingsHeader } from "~/ui/SettingsHeader";
import { SettingsSection } from "~/ui/SettingsSection";
import { Skeleton } from "~/ui/Skeleton";
import { DigestPicker } from "./DigestPicker";
import { KindSwitches } from "./KindSwitches";
import { useNotificationSettings } from "./useNotificationSettings";

export function NotificationSettingsPage() {
  const { data: settings, error, isPending, refetch } = useNotificationSettings();
  return (
    <>
      <SettingsHeader title={t("notifications")} />
      {isPending && (
        <Loading label={t("loadingSettings")}>
          <div className="grid gap-4 px-4 py-6 md:px-5">
            {["w-40", "w-48", "w-36", "w-44"].map((width) => (
              <Skeleton key={width} className={`h-5 ${width}`} />
            ))}
          </div>
        </Loading>
      )}
      {!settings && error && <ProblemNotice error={error} onRetry={() => refetch()} />}
      {settings && (
        <div className="divide-y divide-line">
          <SettingsSection title={t("notifyMe")}>
            <KindSwitches settings={settings} />
          </SettingsSection>
          <SettingsSection title={t("digest")}>
            <DigestPicker settings={settings} />
          </SettingsSection>
        </div>
      )}
    </>
  );
}
