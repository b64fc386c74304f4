import { Link, useParams } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { EmptyState } from "~/ui/EmptyState";
import { textLinkClass } from "~/ui/textLink";
import { useFollowing } from "./profileLists";

export function Following() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  return (
    <UserList
      label="Following"
      query={useFollowing(userId)}
      empty={
        <EmptyState icon={UserPlus} title="Follows nobody yet">
          There are{" "}
          <Link to="/people" className={textLinkClass}>
            people to discover
          </Link>
          .
        </EmptyState>
      }
    />
  );
}
