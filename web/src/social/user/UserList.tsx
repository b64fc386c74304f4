import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { User } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { LoadMore } from "~/ui/LoadMore";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";
import { UserRow } from "./UserRow";

interface Props {
  label: string;
  query: UseInfiniteQueryResult<Pages<User>>;
  /** Shown instead of an empty list. */
  empty: ReactNode;
  /** Replaces the follow button and the menu of a user. */
  actionOf?: (user: User) => ReactNode;
}

export function UserList({ label, query, empty, actionOf }: Props) {
  if (query.isPending) return <UserSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  const users = rowsOf(query.data);
  // The empty result of another search tells nothing about this one.
  if (users.length === 0 && query.isPlaceholderData) return <UserSkeletons />;
  if (users.length === 0 && !query.hasNextPage) return empty;
  return (
    <>
      {users.length > 0 && (
        <ul aria-label={label} className="divide-y divide-line">
          {users.map((user) => (
            <li key={user.id}>
              <UserRow user={user} action={actionOf?.(user)} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore query={query} label={t("morePeople")} />
    </>
  );
}

function UserSkeletons() {
  return (
    <Loading label={t("loadingPeople")}>
      <div className="divide-y divide-line">
        {["w-28", "w-36", "w-24", "w-32", "w-28", "w-20"].map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
          <div key={row} className="flex items-center gap-3 px-4 py-3.5 md:px-5">
            <Skeleton round className="size-10" />
            <div className="grid flex-1 gap-2 py-1">
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="h-3 w-40" />
            </div>
            <Skeleton className="h-8 w-24" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
