import { Link } from "@tanstack/react-router";
import { SquarePen } from "lucide-react";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { NavigationIcon, unreadText } from "./NavigationIcon";
import { navigationLinks } from "./navigationLinks";
import { scrollUp } from "./scrollUp";
import { useCompose } from "./useCompose";

const look = "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs";

/** The navigation on phones, at the bottom within reach of the thumb. */
export function TabBar() {
  const { data: me } = useMe();
  const compose = useCompose();
  const links = navigationLinks(me).filter(({ onPhones = true }) => onPhones);
  const items = links.map(({ name, shortName = name, icon, link, unread }) => {
    const content = (
      <>
        <NavigationIcon icon={icon} unread={unread} />
        {shortName}
        {unread ? <span className="sr-only">{unreadText(unread)}</span> : null}
      </>
    );
    return link ? (
      <Link
        key={name}
        {...link}
        onClick={scrollUp}
        className={`${look} -outline-offset-2`}
        activeProps={{ className: "font-semibold text-accent" }}
        inactiveProps={{ className: "text-muted" }}
      >
        {content}
      </Link>
    ) : (
      <span key={name} className={`${look} text-muted`}>
        {content}
      </span>
    );
  });
  return (
    <nav
      aria-label={t("mainNavigation")}
      className="fixed inset-x-0 bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.slice(0, 2)}
      <button type="button" onClick={compose} className={`${look} -outline-offset-2 text-muted`}>
        <SquarePen aria-hidden className="size-5" />
        {t("write")}
      </button>
      {items.slice(2)}
    </nav>
  );
}
