import { useNavigate } from "@tanstack/react-router";
import { Bookmark, ChevronsUpDown, LogOut, Settings, UserRound } from "lucide-react";
import { useRef } from "react";
import type { Me } from "~/api/objects";
import { useSignOut } from "~/social/me/useSignOut";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { Menu, MenuItem } from "~/ui/Menu";

export function AccountMenu({ me }: { me: Me }) {
  const navigate = useNavigate();
  const opener = useRef<HTMLButtonElement>(null);
  const { signOut, question } = useSignOut(opener);
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            ref={opener}
            type="button"
            aria-label={t("accountOf", { username: me.username })}
            className="flex w-full items-center gap-2.5 rounded-xl p-2 text-start text-sm transition-colors hover:bg-hover aria-expanded:bg-hover"
          >
            <Avatar username={me.username} size="small" />
            <span className="hidden min-w-0 flex-1 truncate font-medium lg:block">
              <bdi>{me.display_name}</bdi>
            </span>
            <ChevronsUpDown aria-hidden className="hidden size-4 text-muted lg:block" />
          </button>
        }
      >
        <MenuItem
          icon={UserRound}
          onSelect={() => navigate({ to: "/people/$userId", params: { userId: me.id } })}
        >
          {t("profile")}
        </MenuItem>
        <MenuItem icon={Bookmark} onSelect={() => navigate({ to: "/bookmarks" })}>
          {t("bookmarks")}
        </MenuItem>
        <MenuItem icon={Settings} onSelect={() => navigate({ to: "/settings" })}>
          {t("settings")}
        </MenuItem>
        <MenuItem icon={LogOut} onSelect={signOut}>
          {t("signOut")}
        </MenuItem>
      </Menu>
      {question}
    </>
  );
}
