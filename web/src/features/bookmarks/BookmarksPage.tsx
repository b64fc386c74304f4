import { useInfiniteQuery } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { api } from "~/api/client";
import { listOptions } from "~/api/pages";
import { PostList } from "~/social/post/PostList";
import { bookmarksKey } from "~/social/post/postKeys";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";

export function BookmarksPage() {
  useDocumentTitle(t("bookmarks"));
  const bookmarks = useInfiniteQuery({
    ...listOptions((query, signal) => api.GET("/v1/account/bookmarks", { params: { query }, signal })),
    queryKey: bookmarksKey,
  });
  return (
    <>
      <PageHeader title={t("bookmarks")} />
      <PostList
        label={t("bookmarks")}
        query={bookmarks}
        empty={
          <EmptyState icon={Bookmark} title={t("noBookmarksTitle")}>
            {t("noBookmarks")}
          </EmptyState>
        }
      />
    </>
  );
}
