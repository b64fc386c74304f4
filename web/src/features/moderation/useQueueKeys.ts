import { useEffect, useEffectEvent } from "react";
import { isForShortcuts, type Shortcut } from "~/ui/shortcuts";

export const undoKey = "z";

/** The keys of the queue, with their descriptions. */
export const queueKeys: Shortcut[] = [
  { keys: ["j"], what: "keyNextCase" },
  { keys: ["k"], what: "keyPreviousCase" },
  { keys: ["d"], what: "keyDismiss" },
  { keys: ["r"], what: "keyRemove" },
  { keys: ["s"], what: "keySuspend" },
  { keys: ["o"], what: "keyOpen" },
  { keys: ["e"], what: "keyEditNote" },
  { keys: [undoKey], what: "keyUndo" },
];

/** Calls the action of a pressed key, before the shortcuts of every page see it. */
export function useQueueKeys(actions: Record<string, () => void>) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isForShortcuts(event) || event.repeat || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]?.();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen, { capture: true });
    return () => document.removeEventListener("keydown", listen, { capture: true });
  }, []);
}
