import { useQueryClient } from "@tanstack/react-query";
import type { User } from "~/api/objects";
import { setMuted } from "~/social/safety/setMuted";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";

/** Unmutes a user, or mutes them again. */
export function MuteToggle({ user }: { user: User }) {
  const client = useQueryClient();
  const { username, is_muted: muted } = user;
  return (
    <Button
      look="secondary"
      size="small"
      aria-label={t(muted ? "unmuteUser" : "muteUser", { username })}
      onClick={() => void setMuted(client, user, !muted)}
    >
      {t(muted ? "unmute" : "mute")}
    </Button>
  );
}
