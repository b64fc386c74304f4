import { useParams } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { PostList } from "~/social/post/PostList";
import { EmptyState } from "~/ui/EmptyState";
import { useUserPosts } from "./profileLists";

export function ProfilePosts() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  return (
    <PostList
      label="Posts"
      query={useUserPosts(userId)}
      empty={
        <EmptyState icon={PenLine} title="Nothing written yet">
          Posts show up here as soon as there are any.
        </EmptyState>
      }
    />
  );
}
