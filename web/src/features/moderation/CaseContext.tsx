import type { Case } from "~/api/objects";
import { t } from "~/texts/texts";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { exactTime } from "~/ui/relativeTime";
import { AuthorHistory } from "./AuthorHistory";
import { CaseReports } from "./CaseReports";
import { CaseContextSkeleton } from "./CaseSkeletons";
import { CaseSubject } from "./CaseSubject";
import { useCase } from "./useCases";

/** What was reported, what the reports say, and what was decided about the author before. */
export function CaseContext({ row }: { row: Case }) {
  const { data, error, refetch } = useCase(row.id);
  const until = data?.author_suspended_until;
  return (
    <>
      <CaseSubject reported={data ?? row} />
      {data?.author && !data.author_is_active && (
        <p className="w-fit rounded-md bg-warning-soft px-2 py-1 text-sm text-warning">
          {until ? t("authorSuspendedUntil", { time: exactTime(new Date(until)) }) : t("authorInactive")}
        </p>
      )}
      {!data && !error && <CaseContextSkeleton />}
      {!data && error && <ProblemNotice error={error} onRetry={() => refetch()} />}
      {data && (
        <>
          <CaseReports reports={data.reports} />
          {data.author && <AuthorHistory username={data.author.username} history={data.history} />}
        </>
      )}
    </>
  );
}
