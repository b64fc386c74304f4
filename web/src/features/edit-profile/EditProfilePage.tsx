import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { SettingsHeader } from "~/ui/SettingsHeader";
import { Skeleton } from "~/ui/Skeleton";
import { ProfileForm } from "./ProfileForm";

export function EditProfilePage() {
  const { data: me, error, refetch } = useMe();
  return (
    <>
      <SettingsHeader title={t("profile")} />
      <div className="px-4 py-6 md:px-5">
        {me && <ProfileForm key={me.id} me={me} />}
        {!me && error && <ProblemNotice error={error} onRetry={() => refetch()} />}
        {!me && !error && (
          <Loading label={t("loadingYourProfile")}>
            <Skeleton className="mb-4 h-10 w-full max-w-sm" />
            <Skeleton className="h-20 w-full max-w-sm" />
          </Loading>
        )}
      </div>
    </>
  );
}
