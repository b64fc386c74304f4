import { linkOptions } from "@tanstack/react-router";
import { House, Settings, UserRound, Users } from "lucide-react";
import type { Me } from "~/api/objects";
import { t } from "~/texts/texts";

/** Returns the navigation's links. The profile has no link until me is loaded. */
export function placesOf(me: Me | undefined) {
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
      name: t("profile"),
      icon: UserRound,
      link: me && linkOptions({ to: "/people/$userId", params: { userId: me.id } }),
    },
    { name: t("settings"), icon: Settings, link: linkOptions({ to: "/settings" }) },
  ];
}
