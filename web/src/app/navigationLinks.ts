import { linkOptions } from "@tanstack/react-router";
import { Bell, House, Settings, Shield, UserRound, Users } from "lucide-react";
import type { Me } from "~/api/objects";
import { mayModerate } from "~/social/me/rights";
import { t } from "~/texts/texts";

/**
 * Returns the navigation's links. The profile has no link until me is loaded. Phones
 * show the short name if there is one.
 */
export function navigationLinks(me: Me | undefined) {
  return [
    {
      name: t("home"),
      icon: House,
      link: linkOptions({ to: "/", activeOptions: { exact: true, includeSearch: false } }),
    },
    {
      name: t("people"),
      icon: Users,
      link: linkOptions({ to: "/people", activeOptions: { exact: true, includeSearch: false } }),
    },
    {
      name: t("notifications"),
      shortName: t("notificationsShort"),
      icon: Bell,
      link: linkOptions({ to: "/notifications" }),
      unread: me?.unread_notifications,
    },
    {
      name: t("profile"),
      icon: UserRound,
      link: me && linkOptions({ to: "/people/$userId", params: { userId: me.id } }),
    },
    ...(mayModerate(me)
      ? [{ name: t("moderation"), icon: Shield, link: linkOptions({ to: "/moderation" }), onPhones: false }]
      : []),
    { name: t("settings"), icon: Settings, link: linkOptions({ to: "/settings" }), onPhones: false },
  ];
}
