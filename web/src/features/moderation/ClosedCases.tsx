import { Archive } from "lucide-react";
import { rowsOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { CaseSkeletons } from "./CaseSkeletons";
import { ClosedCase } from "./ClosedCase";
import { useCases } from "./useCases";

/** The closed cases, newest resolution first, with a way to undo removals and suspensions. */
export function ClosedCases() {
  const query = useCases("closed");
  if (query.isPending) return <CaseSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const cases = rowsOf(query.data);
  if (cases.length === 0 && !query.hasNextPage) {
    return (
      <EmptyState icon={Archive} title={t("noClosedCasesTitle")}>
        {t("noClosedCases")}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t("closedCases")} className="divide-y divide-line">
        {cases.map((row) => (
          <li key={row.id}>
            <ClosedCase row={row} />
          </li>
        ))}
      </ul>
      <LoadMore query={query} label={t("moreCases")} />
    </>
  );
}
