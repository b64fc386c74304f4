import { useParams } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { useFollowers } from "./profileLists";

export function Followers() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  return (
    <UserList
      label={t("followersTab")}
      query={useFollowers(userId)}
      empty={
        <EmptyState icon={Users} title={t("noFollowersTitle")}>
          {t("noFollowers")}
        </EmptyState>
      }
    />
  );
}
