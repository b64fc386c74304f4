import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { PostList } from "~/social/post/PostList";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { PageHeader } from "~/ui/PageHeader";
import { Composer } from "./Composer";
import { EmptyFeed } from "./EmptyFeed";
import { FeedToolbar } from "./FeedToolbar";
import { FilterChips } from "./FilterChips";
import { feedQuery } from "./feedQuery";
import { type FeedSearch, isFiltered } from "./feedSearch";
import { KeptNotice } from "./KeptNotice";
import { NewPosts } from "./NewPosts";
import { SortMenu } from "./SortMenu";

export function FeedPage() {
  useDocumentTitle(t("home"));
  const search = useSearch({ from: "/signed-in/" });
  const navigate = useNavigate({ from: "/" });
  const feed = useInfiniteQuery(feedQuery(search));
  const pages: Pages<Post> | undefined = feed.data;
  const filtered = isFiltered(search);
  const setSearch = (next: FeedSearch, replace = false) => void navigate({ search: next, replace });

  return (
    <>
      <PageHeader title={t("home")}>
        <SortMenu search={search} onChange={setSearch} />
      </PageHeader>
      <Composer />
      <FeedToolbar search={search} onChange={setSearch} />
      <FilterChips search={search} onChange={setSearch} />
      {pages?.keptAt && (
        <KeptNotice
          at={pages.keptAt}
          error={feed.error}
          pending={feed.isFetching}
          onUpdate={() => void feed.refetch()}
        />
      )}
      {!filtered && !search.sort && pages && <NewPosts feed={pages} />}
      <PostList
        label={t("posts")}
        query={feed}
        empty={
          <EmptyFeed
            filtered={filtered}
            onClear={() => setSearch(search.sort ? { sort: search.sort } : {})}
          />
        }
      />
    </>
  );
}
