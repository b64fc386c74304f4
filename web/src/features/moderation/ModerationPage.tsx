import { Link, linkOptions, Outlet } from "@tanstack/react-router";
import { ShieldAlert } from "lucide-react";
import { mayModerate, mayReadLog } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";

const tabs = [
  { name: "openCases", link: linkOptions({ to: "/moderation" }) },
  { name: "closedCases", link: linkOptions({ to: "/moderation/closed" }) },
  { name: "moderationLog", link: linkOptions({ to: "/moderation/log" }), forAdmins: true },
] as const;

const look =
  "flex h-11 flex-1 items-center justify-center border-b-2 text-sm transition-colors -outline-offset-2";

/** The pages of moderators: open cases, closed ones, and for admins the log. */
export function ModerationPage() {
  useDocumentTitle(t("moderation"));
  const { data: me } = useMe();
  if (me && !mayModerate(me)) {
    return (
      <>
        <PageHeader title={t("moderation")} />
        <EmptyState icon={ShieldAlert} title={t("moderationOnlyTitle")}>
          {t("moderationOnly")}
        </EmptyState>
      </>
    );
  }
  const shown = tabs.filter((tab) => !("forAdmins" in tab) || mayReadLog(me));
  return (
    <>
      <PageHeader title={t("moderation")} />
      <nav aria-label={t("moderation")} className="flex border-line border-b">
        {shown.map(({ name, link }) => (
          <Link
            key={name}
            {...link}
            activeOptions={{ exact: true, includeSearch: false }}
            className={look}
            activeProps={{ className: "border-accent font-semibold text-ink" }}
            inactiveProps={{ className: "border-transparent text-muted hover:bg-hover hover:text-ink" }}
          >
            {t(name)}
          </Link>
        ))}
      </nav>
      {me && <Outlet />}
    </>
  );
}
