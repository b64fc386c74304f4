import { Failure } from "~/api/failure";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { locale } from "~/ui/locale";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";

const roles = { user: "roleUser", moderator: "roleModeratorLong", admin: "roleAdminLong" } as const;

export function AccountFacts() {
  const { data: me, error, isFetching, refetch } = useMe({ whole: true });
  const problem = error ?? (isFetching ? null : Failure.unreachable());
  if (!me?.email && problem) return <ProblemNotice error={problem} onRetry={() => refetch()} />;
  const rows = [
    { name: t("username"), value: me?.username },
    { name: t("email"), value: me?.email },
    { name: t("role"), value: me && t(roles[me.role.name]) },
    {
      name: t("joined"),
      value: me && new Date(me.created_at).toLocaleDateString(locale, { dateStyle: "long" }),
    },
  ];
  return (
    <dl className="grid gap-3 text-sm">
      {rows.map(({ name, value }) => (
        <div key={name} className="grid gap-x-4 sm:grid-cols-[7rem_1fr]">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value || <Skeleton className="my-1 h-4 w-40" />}</dd>
        </div>
      ))}
    </dl>
  );
}
