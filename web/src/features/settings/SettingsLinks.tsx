import { Link, linkOptions } from "@tanstack/react-router";
import { ChevronRight, IdCard, ShieldCheck, UserRoundCog } from "lucide-react";

const places = [
  {
    icon: IdCard,
    name: "Profile",
    about: "Name, bio, location and website",
    link: linkOptions({ to: "/settings/profile" }),
  },
  {
    icon: UserRoundCog,
    name: "Account",
    about: "Username, email, your data, deletion",
    link: linkOptions({ to: "/settings/account" }),
  },
  {
    icon: ShieldCheck,
    name: "Security",
    about: "Password and signed-in devices",
    link: linkOptions({ to: "/settings/security" }),
  },
];

/** The pages of the settings. */
export function SettingsLinks() {
  return (
    <nav aria-label="Settings">
      {places.map(({ icon: Icon, name, about, link }) => (
        <Link
          key={name}
          {...link}
          className="flex items-center gap-3.5 px-4 py-3.5 transition-colors -outline-offset-2 hover:bg-hover/50 md:px-5"
        >
          <Icon aria-hidden className="size-5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{name}</span>
            <span className="block text-muted text-sm">{about}</span>
          </span>
          <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
        </Link>
      ))}
    </nav>
  );
}
