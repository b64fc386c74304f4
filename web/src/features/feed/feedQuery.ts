import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { listOptions } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { type FeedSearch, isFiltered, tagsOf } from "./feedSearch";

export function feedQuery(search: FeedSearch) {
  const filter = filterOf(search);
  return infiniteQueryOptions({
    ...listOptions((query, signal) =>
      api.GET("/v1/users/feed", { params: { query: { ...filter, ...query } }, signal }),
    ),
    queryKey: postKeys.feed(search),
    // The plain feed is never refetched by itself, so that Back returns to the same
    // place in it. New posts are announced and inserted on request.
    staleTime: isFiltered(search) || search.sort ? 60_000 : Number.POSITIVE_INFINITY,
    gcTime: 60 * 60_000,
  });
}

function filterOf({ q, since, until, sort, ...rest }: FeedSearch) {
  const tags = tagsOf(rest).join(",");
  return {
    ...(q && { search: q }),
    ...(tags && { tags }),
    // Days start and end in the reader's time zone.
    ...(since && { since: new Date(`${since}T00:00:00`).toISOString() }),
    ...(until && { until: new Date(`${until}T23:59:59.999`).toISOString() }),
    ...(sort === "oldest" && { sort: "asc" as const }),
  };
}
