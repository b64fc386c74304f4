import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { User } from "~/api/objects";
import { Avatar } from "~/ui/Avatar";
import { count } from "~/ui/count";
import { useMe } from "../me/useMe";
import { FollowButton } from "./FollowButton";
import { Handle } from "./Handle";
import { UserMenu } from "./UserMenu";

interface Props {
  user: User;
  /** Replaces the follow button and the menu. */
  action?: ReactNode;
}

export function UserRow({ user, action }: Props) {
  const { data: me } = useMe();
  return (
    <div className="relative flex items-center gap-3 px-4 py-3.5 transition-colors hover:bg-hover/50 md:px-5">
      <Avatar username={user.username} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-1.5">
          <Link
            to="/people/$userId"
            params={{ userId: user.id }}
            className="truncate rounded-sm font-medium after:absolute after:inset-0"
          >
            <bdi>{user.display_name}</bdi>
          </Link>
          <Handle of={user} />
        </p>
        <p className="truncate text-muted text-sm">
          {count(user.followers_count, "followerCount")}
          <span className="max-sm:hidden"> · {count(user.posts_count, "postCount")}</span>
        </p>
      </div>
      {me && me.id !== user.id && (
        <div className="relative">
          {action ?? (
            <div className="-me-2 flex items-center gap-1">
              <FollowButton user={user} />
              <UserMenu user={user} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}
