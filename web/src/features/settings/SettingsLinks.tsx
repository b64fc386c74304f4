import { Link, linkOptions } from "@tanstack/react-router";
import { Ban, Bell, ChevronRight, IdCard, ShieldCheck, UserRoundCog } from "lucide-react";
import { t } from "~/texts/texts";

const links = [
  {
    icon: IdCard,
    name: "profile",
    about: "profileAbout",
    link: linkOptions({ to: "/settings/profile" }),
  },
  {
    icon: UserRoundCog,
    name: "account",
    about: "accountAbout",
    link: linkOptions({ to: "/settings/account" }),
  },
  {
    icon: ShieldCheck,
    name: "security",
    about: "securityAbout",
    link: linkOptions({ to: "/settings/security" }),
  },
  {
    icon: Bell,
    name: "notifications",
    about: "notificationsAbout",
    link: linkOptions({ to: "/settings/notifications" }),
  },
  {
    icon: Ban,
    name: "hiddenUsers",
    about: "hiddenUsersAbout",
    link: linkOptions({ to: "/settings/blocked" }),
  },
] as const;

/** The pages of the settings. */
export function SettingsLinks() {
  return (
    <nav aria-label={t("settings")}>
      {links.map(({ icon: Icon, name, about, link }) => (
        <Link
          key={name}
          {...link}
          className="flex items-center gap-3.5 px-4 py-3.5 transition-colors -outline-offset-2 hover:bg-hover/50 md:px-5"
        >
          <Icon aria-hidden className="size-5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{t(name)}</span>
            <span className="block text-muted text-sm">{t(about)}</span>
          </span>
          <ChevronRight aria-hidden className="size-5 shrink-0 text-muted rtl:-scale-x-100" />
        </Link>
      ))}
    </nav>
  );
}
