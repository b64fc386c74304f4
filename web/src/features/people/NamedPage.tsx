import { Navigate, useParams } from "@tanstack/react-router";
import { UserX } from "lucide-react";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { Loading } from "~/ui/Loading";
import { PageHeader } from "~/ui/PageHeader";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { useNamed } from "./useNamed";

/** Redirects from a @name in a text to the user's profile. */
export function NamedPage() {
  const { username } = useParams({ from: "/signed-in/people/named/$username" });
  const named = useNamed(username);
  useDocumentTitle(username);
  if (named.data) return <Navigate to="/people/$userId" params={{ userId: named.data }} replace />;
  return (
    <>
      <PageHeader title={username} />
      {named.isPending && <Loading label={t("loadingProfile")}>{null}</Loading>}
      {named.error && <ProblemNotice error={named.error} onRetry={() => named.refetch()} />}
      {named.data === null && (
        <EmptyState icon={UserX} title={t("nobodyNamedTitle", { username })}>
          {t("nobodyNamed")}
        </EmptyState>
      )}
    </>
  );
}
