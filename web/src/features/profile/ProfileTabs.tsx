import { Link, linkOptions } from "@tanstack/react-router";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { locale } from "~/ui/locale";

interface Props {
  userId: number;
  user: User | undefined;
}

const look =
  "flex h-11 flex-1 items-center justify-center gap-1.5 border-b-2 text-sm transition-colors -outline-offset-2";
const number = new Intl.NumberFormat(locale, { notation: "compact" });

/** The tabs of a profile. They are links, not ARIA tabs, since each has its own URL. */
export function ProfileTabs({ userId, user }: Props) {
  const params = { userId };
  const tabs = [
    { name: t("posts"), count: user?.posts_count, link: linkOptions({ to: "/people/$userId", params }) },
    {
      name: t("followersTab"),
      count: user?.followers_count,
      link: linkOptions({ to: "/people/$userId/followers", params }),
    },
    {
      name: t("followingTab"),
      count: user?.following_count,
      link: linkOptions({ to: "/people/$userId/following", params }),
    },
  ];
  return (
    <nav aria-label={t("profile")} className="flex border-line border-b">
      {tabs.map(({ name, count, link }) => (
        <Link
          key={name}
          {...link}
          activeOptions={{ exact: true }}
          resetScroll={false}
          className={look}
          activeProps={{ className: "border-accent font-semibold text-ink" }}
          inactiveProps={{ className: "border-transparent text-muted hover:bg-hover hover:text-ink" }}
        >
          {name}
          {count !== undefined && <span className="text-muted tabular-nums">{number.format(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
