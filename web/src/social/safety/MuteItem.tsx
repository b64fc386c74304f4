import { Volume2, VolumeOff } from "lucide-react";
import type { Author, User } from "~/api/objects";
import { t } from "~/texts/texts";
import { MenuItem } from "~/ui/Menu";
import { useIsMuted } from "./useIsMuted";

interface Props {
  author: Author | User;
  onMute: (muted: boolean) => void;
}

/** The menu item to mute or unmute a user. */
export function MuteItem({ author, onMute }: Props) {
  const isMuted = useIsMuted(author);
  return (
    <MenuItem icon={isMuted ? Volume2 : VolumeOff} onSelect={() => onMute(!isMuted)}>
      {t(isMuted ? "unmuteUser" : "muteUser", { username: author.username })}
    </MenuItem>
  );
}
