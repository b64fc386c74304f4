import type { NotificationSettings } from "~/api/objects";
import { t } from "~/texts/texts";
import { Checkbox } from "~/ui/Checkbox";
import { useChangeSettings } from "./useNotificationSettings";

const kinds = [
  ["follow", "notifyFollow"],
  ["like_post", "notifyPostLike"],
  ["like_comment", "notifyCommentLike"],
  ["comment", "notifyComment"],
  ["reply", "notifyReply"],
  ["mention", "notifyMention"],
  ["moderation", "notifyModeration"],
] as const;

/** Switches each kind of notification on or off. */
export function KindSwitches({ settings }: { settings: NotificationSettings }) {
  const change = useChangeSettings();
  return (
    <div className="grid gap-1.5">
      {kinds.map(([kind, label]) => (
        <Checkbox
          key={kind}
          label={t(label)}
          checked={settings[kind] === "on"}
          onChange={({ target }) => change.mutate({ [kind]: target.checked ? "on" : "off" })}
        />
      ))}
    </div>
  );
}
