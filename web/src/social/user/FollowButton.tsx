import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { useFollow } from "./useFollow";

export function FollowButton({ user }: { user: User }) {
  const follow = useFollow(user);
  const { username, is_followed: followed } = user;
  return (
    <Button
      look={followed ? "secondary" : "primary"}
      size="small"
      aria-busy={follow.isPending}
      aria-label={t(followed ? "unfollowUser" : "followUser", { username })}
      onClick={() => follow.mutate(!followed)}
      className={`group min-w-24 ${followed ? "hover:border-danger hover:text-danger" : ""}`}
    >
      {followed ? (
        <>
          <span className="group-hover:hidden">{t("following")}</span>
          <span className="hidden group-hover:inline">{t("unfollow")}</span>
        </>
      ) : (
        t("follow")
      )}
    </Button>
  );
}
