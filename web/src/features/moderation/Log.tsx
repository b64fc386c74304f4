import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText, ShieldAlert } from "lucide-react";
import { api } from "~/api/client";
import { listOptions, rowsOf } from "~/api/pages";
import { mayReadLog } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { CaseSkeletons } from "./CaseSkeletons";
import { LogRow } from "./LogRow";

/** For admins: what moderators and admins did, newest first. */
export function Log() {
  const { data: me } = useMe();
  const mayRead = mayReadLog(me);
  const query = useInfiniteQuery({
    ...listOptions((query, signal) => api.GET("/v1/moderation/log", { params: { query }, signal })),
    queryKey: ["moderation log"],
    refetchOnMount: "always",
    enabled: mayRead,
  });
  if (!mayRead) {
    return (
      <EmptyState icon={ShieldAlert} title={t("adminsOnlyTitle")}>
        {t("noLog")}
      </EmptyState>
    );
  }
  if (query.isPending) return <CaseSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const entries = rowsOf(query.data);
  if (entries.length === 0 && !query.hasNextPage) {
    return (
      <EmptyState icon={ScrollText} title={t("noLogTitle")}>
        {t("noLog")}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t("moderationLog")} className="divide-y divide-line">
        {entries.map((entry) => (
          <LogRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <LoadMore query={query} label={t("moreLog")} />
    </>
  );
}
