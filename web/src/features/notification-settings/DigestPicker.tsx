import type { NotificationSettings } from "~/api/objects";
import { t } from "~/texts/texts";
import { RadioList } from "~/ui/RadioList";
import { useChangeSettings } from "./useNotificationSettings";

const choices = [
  ["off", "digestOff"],
  ["daily", "digestDaily"],
  ["weekly", "digestWeekly"],
] as const;

/** Chooses how often unread notifications are mailed. */
export function DigestPicker({ settings }: { settings: NotificationSettings }) {
  const change = useChangeSettings();
  return (
    <>
      <p className="mb-3 text-muted text-sm">{t("digestText")}</p>
      <RadioList
        label={t("digest")}
        hideLabel
        name="digest"
        value={settings.digest}
        choices={choices.map(([digest, label]) => [digest, t(label)])}
        onChange={(digest) => change.mutate({ digest })}
      />
    </>
  );
}
