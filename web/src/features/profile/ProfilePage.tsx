import { Outlet, useParams } from "@tanstack/react-router";
import { statusOf } from "~/api/failure";
import { useMe } from "~/social/me/useMe";
import { useUser } from "~/social/user/useUser";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { PageHeader } from "~/ui/PageHeader";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { GoneProfile } from "./GoneProfile";
import { OwnLinks } from "./OwnLinks";
import { ProfileHeader, ProfileHeaderSkeleton } from "./ProfileHeader";
import { ProfileTabs } from "./ProfileTabs";

export function ProfilePage() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  const { data, error, isPending, refetch } = useUser(userId);
  const gone = statusOf(error) === 404;
  const user = gone ? undefined : data;
  const { data: me } = useMe();
  useDocumentTitle(user?.display_name ?? t("profile"));

  if (!user && error) {
    return (
      <>
        <PageHeader title={t("profile")} />
        {gone ? <GoneProfile userId={userId} /> : <ProblemNotice error={error} onRetry={() => refetch()} />}
      </>
    );
  }
  return (
    <>
      <PageHeader title={user?.display_name ?? t("profile")}>{me?.id === userId && <OwnLinks />}</PageHeader>
      {isPending ? <ProfileHeaderSkeleton /> : user && <ProfileHeader key={user.id} user={user} />}
      <ProfileTabs userId={userId} user={user} />
      <Outlet />
    </>
  );
}
