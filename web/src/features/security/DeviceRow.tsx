import { Monitor, Smartphone } from "lucide-react";
import type { Session } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { locale } from "~/ui/locale";
import { RelativeTime } from "~/ui/RelativeTime";

interface Props {
  device: Session;
  pending: boolean;
  onSignOut: () => void;
}

export function DeviceRow({ device, pending, onSignOut }: Props) {
  const name = device.device || t("unknownDevice");
  const Icon = /iPhone|iPad|Android/.test(name) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3.5 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-muted">
          {device.is_current ? (
            <span className="font-medium text-accent">{t("thisDevice")}</span>
          ) : (
            <>
              {t("lastUsed")} <RelativeTime time={device.last_used_at} />
            </>
          )}
          {device.address && ` · ${device.address}`}
        </p>
        <p className="text-muted">
          {t("signedInOn", {
            day: new Date(device.created_at).toLocaleDateString(locale, { dateStyle: "medium" }),
          })}
        </p>
      </div>
      {!device.is_current && (
        <Button
          look="secondary"
          size="small"
          aria-label={t("signOutDevice", { device: name })}
          pending={pending}
          onClick={onSignOut}
        >
          {t("signOut")}
        </Button>
      )}
    </li>
  );
}
