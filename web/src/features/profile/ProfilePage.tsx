import { Outlet, useParams } from "@tanstack/react-router";
import { UserX } from "lucide-react";
import { statusOf } from "~/api/failure";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { OwnLinks } from "./OwnLinks";
import { ProfileHeader, ProfileHeaderSkeleton } from "./ProfileHeader";
import { ProfileTabs } from "./ProfileTabs";
import { Reactivate } from "./Reactivate";
import { useUser } from "./useUser";

export function ProfilePage() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  const { data: user, error, isPending, refetch } = useUser(userId);
  const { data: me } = useMe();
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
      <PageHeader title={user?.display_name ?? t("profile")}>{me?.id === userId && <OwnLinks />}</PageHeader>
      {isPending ? <ProfileHeaderSkeleton /> : user && <ProfileHeader user={user} />}
      <ProfileTabs userId={userId} user={user} />
      <Outlet />
    </>
  );
}
