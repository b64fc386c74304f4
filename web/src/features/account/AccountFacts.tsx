import { useMe } from "~/social/me/useMe";
import { locale } from "~/ui/locale";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";

const roles = {
  user: "User",
  moderator: "Moderator: may edit everybody’s posts",
  admin: "Admin: may edit and delete everybody’s posts, set roles and deactivate accounts",
};

export function AccountFacts() {
  const { data: me, error, refetch } = useMe();
  if (!me && error) return <ProblemNotice error={error} onRetry={() => refetch()} />;
  const rows = [
    { name: "Username", value: me?.username },
    { name: "Email", value: me?.email },
    { name: "Role", value: me && roles[me.role.name] },
    {
      name: "Joined",
      value: me && new Date(me.created_at).toLocaleDateString(locale, { dateStyle: "long" }),
    },
  ];
  return (
    <dl className="grid gap-3 text-sm">
      {rows.map(({ name, value }) => (
        <div key={name} className="grid gap-x-4 sm:grid-cols-[7rem_1fr]">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value ?? <Skeleton className="my-1 h-4 w-40" />}</dd>
        </div>
      ))}
    </dl>
  );
}
