import { Link, linkOptions } from "@tanstack/react-router";
import { Bookmark, Settings, Shield } from "lucide-react";
import { mayModerate } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { buttonClass } from "~/ui/Button";

const links = [
  { name: "bookmarks", icon: Bookmark, link: linkOptions({ to: "/bookmarks" }) },
  { name: "settings", icon: Settings, link: linkOptions({ to: "/settings" }) },
] as const;
const moderation = { name: "moderation", icon: Shield, link: linkOptions({ to: "/moderation" }) } as const;

/** Links on the user's own profile to the pages that a phone's navigation has no room for. */
export function OwnLinks() {
  const { data: me } = useMe();
  return (
    <div className="-me-2 flex md:hidden">
      {[...(mayModerate(me) ? [moderation] : []), ...links].map(({ name, icon: Icon, link }) => (
        <Link
          key={name}
          {...link}
          aria-label={t(name)}
          className={buttonClass({ look: "quiet", size: "icon" })}
        >
          <Icon aria-hidden className="size-5" />
        </Link>
      ))}
    </div>
  );
}
