import { useParams } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { EmptyState } from "~/ui/EmptyState";
import { useFollowers } from "./profileLists";

export function Followers() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  return (
    <UserList
      label="Followers"
      query={useFollowers(userId)}
      empty={
        <EmptyState icon={Users} title="No followers yet">
          People who follow this account are listed here.
        </EmptyState>
      }
    />
  );
}
