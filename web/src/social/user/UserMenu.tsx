import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { Menu } from "~/ui/Menu";
import { useSafety } from "../safety/useSafety";

/** The menu of another user: mute, block, report. */
export function UserMenu({ user }: { user: User }) {
  const trigger = useRef<HTMLButtonElement>(null);
  const { items, dialog } = useSafety({ user_id: user.id }, user, trigger);
  if (!items) return null;
  return (
    <>
      <Menu
        trigger={
          <Button
            ref={trigger}
            look="quiet"
            size="icon"
            aria-label={t("moreAboutUser", { username: user.username })}
          >
            <Ellipsis aria-hidden className="size-4.5" />
          </Button>
        }
      >
        {items}
      </Menu>
      {dialog}
    </>
  );
}
