import { Checkbox } from "~/ui/Checkbox";
import { switchShortcuts, useShortcutsSetting } from "~/ui/shortcuts";

export function Keyboard() {
  const on = useShortcutsSetting();
  return (
    <>
      <Checkbox
        label="Use single keys as shortcuts"
        checked={on}
        onChange={({ target }) => switchShortcuts(target.checked)}
      />
      <p className="mt-1 text-muted text-sm">
        For example, n starts a post. Press ? anywhere to list them all.
      </p>
    </>
  );
}
