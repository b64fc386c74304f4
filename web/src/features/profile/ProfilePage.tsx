import { Outlet, useParams } from "@tanstack/react-router";
import { UserX } from "lucide-react";
import { statusOf } from "~/api/failure";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { ProfileHeader, ProfileHeaderSkeleton } from "./ProfileHeader";
import { ProfileTabs } from "./ProfileTabs";
import { Reactivate } from "./Reactivate";
import { useUser } from "./useUser";

export function ProfilePage() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  const { data: user, error, isPending, refetch } = useUser(userId);
  useDocumentTitle(user?.display_name ?? t("profile"));

  if (!user && error) {
    return (
      <>
        <PageHeader title={t("profile")} />
        {statusOf(error) === 404 ? (
          <EmptyState icon={UserX} title={t("accountGoneTitle")}>
            {t("accountGone")}
            <Reactivate userId={userId} />
          </EmptyState>
        ) : (
          <ProblemNotice error={error} onRetry={() => refetch()} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader title={user?.display_name ?? t("profile")} />
      {isPending ? <ProfileHeaderSkeleton /> : user && <ProfileHeader user={user} />}
      <ProfileTabs userId={userId} user={user} />
      <Outlet />
    </>
  );
}
