import { Link, useParams } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { useFollowing } from "./profileLists";

export function Following() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  return (
    <UserList
      label={t("followingTab")}
      query={useFollowing(userId)}
      empty={
        <EmptyState icon={UserPlus} title={t("followsNobodyTitle")}>
          <Link to="/people" className="text-link">
            {t("followsNobody")}
          </Link>
        </EmptyState>
      }
    />
  );
}
