import { useEffect, useEffectEvent } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { explain } from "~/ui/explain";
import { exactTime } from "~/ui/relativeTime";

interface Props {
  /** When the posts were loaded, in milliseconds since the epoch. */
  at: number;
  /** The error of the last update. */
  error: unknown;
  pending: boolean;
  onUpdate: () => void;
}

/** Says that the posts come from this device. They are updated once the browser is online. */
export function KeptNotice({ at, error, pending, onUpdate }: Props) {
  const update = useEffectEvent(onUpdate);
  useEffect(() => {
    const listen = () => update();
    window.addEventListener("online", listen);
    return () => window.removeEventListener("online", listen);
  }, []);
  return (
    <div
      role="status"
      className="flex items-center justify-between gap-3 border-line border-b bg-sunken px-4 py-2 text-muted text-sm md:px-5"
    >
      <p>
        {error ? `${explain(error).title}. ` : ""}
        {t("keptFeed", { time: exactTime(new Date(at)) })}
      </p>
      <Button look="secondary" size="small" pending={pending} onClick={onUpdate}>
        {t("update")}
      </Button>
    </div>
  );
}
