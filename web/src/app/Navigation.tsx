import { Link } from "@tanstack/react-router";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { Wordmark } from "~/ui/Wordmark";
import { AccountMenu } from "./AccountMenu";
import { NavigationIcon, unreadText } from "./NavigationIcon";
import { navigationLinks } from "./navigationLinks";
import { scrollUp } from "./scrollUp";

const look = "flex h-11 items-center justify-center gap-3 rounded-xl px-3 transition-colors lg:justify-start";

/** The navigation on wide screens: icons, with names where there is room. */
export function Navigation() {
  const { data: me } = useMe();
  return (
    <header className="sticky top-(--notice) hidden h-[calc(100dvh-var(--notice))] w-19 shrink-0 flex-col px-3 pb-4 md:flex lg:w-60 lg:pe-6">
      <Link to="/" onClick={scrollUp} className="flex h-15 items-center rounded-lg px-1.5 lg:px-2">
        <Wordmark compact />
      </Link>
      <nav aria-label={t("mainNavigation")} className="mt-2 grid gap-1">
        {navigationLinks(me).map(({ name, icon, link, unread }) => {
          const content = (
            <>
              <NavigationIcon icon={icon} unread={unread} />
              <span className="sr-only lg:not-sr-only">{name}</span>
              {unread ? <span className="sr-only">{unreadText(unread)}</span> : null}
            </>
          );
          return link ? (
            <Link
              key={name}
              {...link}
              onClick={scrollUp}
              title={name}
              className={`${look} hover:bg-hover hover:text-ink`}
              activeProps={{ className: "bg-hover font-semibold text-ink" }}
              inactiveProps={{ className: "text-muted" }}
            >
              {content}
            </Link>
          ) : (
            <span key={name} className={`${look} text-muted`}>
              {content}
            </span>
          );
        })}
      </nav>
      <div className="mt-auto">{me && <AccountMenu me={me} />}</div>
    </header>
  );
}
