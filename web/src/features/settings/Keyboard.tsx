import { t } from "~/texts/texts";
import { Checkbox } from "~/ui/Checkbox";
import { switchShortcuts, useShortcutsSetting } from "~/ui/shortcuts";

export function Keyboard() {
  const on = useShortcutsSetting();
  return (
    <>
      <Checkbox
        label={t("useKeys")}
        checked={on}
        onChange={({ target }) => switchShortcuts(target.checked)}
      />
      <p className="mt-1 text-muted text-sm">{t("useKeysHint")}</p>
    </>
  );
}
