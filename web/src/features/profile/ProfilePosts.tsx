import { useParams } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { PostList } from "~/social/post/PostList";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { useUserPosts } from "./profileLists";

export function ProfilePosts() {
  const { userId } = useParams({ from: "/signed-in/people/$userId" });
  return (
    <PostList
      label={t("posts")}
      query={useUserPosts(userId)}
      empty={
        <EmptyState icon={PenLine} title={t("noPostsTitle")}>
          {t("noPosts")}
        </EmptyState>
      }
    />
  );
}
