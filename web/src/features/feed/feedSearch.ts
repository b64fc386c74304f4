import { listFeed, postDraft } from "~/api/limits";
import { codePoints } from "~/ui/codePoints";
import { readText } from "~/ui/readText";

/** The search parameters of the feed. They make filters linkable and work with Back. */
export interface FeedSearch {
  q?: string;
  /** Separated by commas, as in the API. */
  tags?: string;
  /** A day, such as 2026-03-01. */
  since?: string;
  until?: string;
  sort?: "oldest";
}

const day = /^\d{4}-\d{2}-\d{2}$/;
// The API takes the years 1 to 9999. A day in any time zone is within them in UTC too.
const [firstDay, lastDay] = ["0001-01-02", "9999-12-30"];
export const maxTags = listFeed.tags.maxItems;

/** The minimum number of characters that the API needs to search the feed. */
export const minSearchLength = listFeed.search.minLength;

/** Parses the search parameters. Invalid ones are dropped. */
export function readFeedSearch(search: Record<string, unknown>): FeedSearch {
  const { tags, since, until, sort } = search;
  const q = readText(search.q);
  const kept = tagsOf({ tags: readText(tags) })
    .filter((tag) => codePoints(tag) <= postDraft.tags.items.maxLength)
    .slice(0, maxTags)
    .join(",");
  return {
    ...(codePoints(q.trim()) >= minSearchLength && { q: q.slice(0, listFeed.search.maxLength) }),
    ...(kept !== "" && { tags: kept }),
    ...(isDay(since) && { since }),
    ...(isDay(until) && { until }),
    ...(sort === "oldest" && { sort }),
  };
}

export function tagsOf({ tags = "" }: FeedSearch): string[] {
  const each = tags.split(",").map((tag) => tag.trim());
  return [...new Set(each)].filter((tag) => tag !== "");
}

export function isFiltered({ q, tags, since, until }: FeedSearch): boolean {
  return Boolean(q ?? tags ?? since ?? until);
}

function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !day.test(value) || Number.isNaN(Date.parse(value))) return false;
  return value >= firstDay && value <= lastDay;
}
