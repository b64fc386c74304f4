import type { NotificationSettings } from "~/api/objects";
import { t } from "~/texts/texts";
import { useChangeSettings } from "./useNotificationSettings";

const choices = [
  ["off", "digestOff"],
  ["daily", "digestDaily"],
  ["weekly", "digestWeekly"],
] as const;

/** Chooses how often what is unread is mailed. */
export function DigestPicker({ settings }: { settings: NotificationSettings }) {
  const change = useChangeSettings();
  return (
    <>
      <p className="mb-3 text-muted text-sm">{t("digestText")}</p>
      <fieldset className="grid gap-1.5">
        <legend className="sr-only">{t("digest")}</legend>
        {choices.map(([digest, label]) => (
          <label key={digest} className="flex w-fit items-center gap-2.5 py-1 text-sm">
            <input
              type="radio"
              name="digest"
              checked={settings.digest === digest}
              onChange={() => change.mutate({ digest })}
              className="size-4.5 accent-accent"
            />
            {t(label)}
          </label>
        ))}
      </fieldset>
    </>
  );
}
