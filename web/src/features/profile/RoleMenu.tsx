import { Shield, ShieldCheck, ShieldUser, UserRound } from "lucide-react";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { Menu, MenuItem } from "~/ui/Menu";
import { useAssignRole } from "./useAssignRole";

/** For admins: sets the user's role. */
export function RoleMenu({ user }: { user: User }) {
  const assign = useAssignRole(user);
  return (
    <Menu
      align="start"
      trigger={
        <Button look="secondary" size="small" pending={assign.isPending}>
          <Shield aria-hidden className="size-4" />
          {t("setRole")}
        </Button>
      }
    >
      <MenuItem icon={UserRound} onSelect={() => assign.mutate("user")}>
        {t("roleUser")}
      </MenuItem>
      <MenuItem icon={ShieldUser} onSelect={() => assign.mutate("moderator")}>
        {t("roleModerator")}
      </MenuItem>
      <MenuItem icon={ShieldCheck} onSelect={() => assign.mutate("admin")}>
        {t("roleAdmin")}
      </MenuItem>
    </Menu>
  );
}
