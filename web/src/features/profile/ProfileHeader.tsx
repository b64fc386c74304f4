import type { User } from "~/api/objects";
import { mayAssignRoles, mayDeactivate } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { FollowButton } from "~/social/user/FollowButton";
import { Handle } from "~/social/user/Handle";
import { UserMenu } from "~/social/user/UserMenu";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { Skeleton } from "~/ui/Skeleton";
import { Deactivate } from "./Deactivate";
import { ProfileDetails } from "./ProfileDetails";
import { RoleMenu } from "./RoleMenu";

const badge = "rounded-md bg-sunken px-1.5 py-0.5 text-muted text-xs";

export function ProfileHeader({ user }: { user: User }) {
  const { data: me } = useMe();
  return (
    <section aria-label={t("about")} className="grid grid-cols-1 gap-3 px-4 py-6 md:px-5">
      <div className="flex items-center gap-4">
        <Avatar username={user.username} size="large" />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-xl wrap-anywhere">
            <bdi>{user.display_name}</bdi>
          </h2>
          <p className="flex flex-wrap items-center gap-x-2">
            <Handle of={user} />
            {user.follows_you && <span className={badge}>{t("followsYou")}</span>}
            {user.is_muted && <span className={badge}>{t("mutedBadge")}</span>}
          </p>
        </div>
      </div>
      <ProfileDetails user={user} />
      {me && me.id !== user.id && (
        <div className="flex flex-wrap gap-2">
          <FollowButton user={user} />
          {mayAssignRoles(me) && <RoleMenu user={user} />}
          {mayDeactivate(me) && <Deactivate user={user} />}
          <UserMenu user={user} />
        </div>
      )}
    </section>
  );
}

export function ProfileHeaderSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-3 px-4 py-6 md:px-5">
      <div className="flex items-center gap-4">
        <Skeleton round className="size-18" />
        <div className="grid gap-2.5">
          <Skeleton className="h-6 w-36" />
          <Skeleton className="h-4 w-44" />
        </div>
      </div>
      <Skeleton className="h-5 w-40" />
    </div>
  );
}
