import { codePoints } from "~/ui/codePoints";

/** What the address of the feed says: a filter can be linked to and gone back from. */
export interface FeedSearch {
  q?: string;
  /** Separated by commas, as the API takes them. */
  tags?: string;
  /** Days, as 2026-03-01. */
  since?: string;
  until?: string;
  sort?: "oldest";
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const maxTags = 5;

/** How many characters the API needs to search the feed. */
export const leastSearch = 3;

/** Reads it, leaving out what makes no sense. */
export function readFeedSearch(search: Record<string, unknown>): FeedSearch {
  const { q, tags, since, until, sort } = search;
  const kept = typeof tags === "string" ? tagsOf({ tags }).slice(0, maxTags).join(",") : "";
  return {
    ...(typeof q === "string" && codePoints(q.trim()) >= leastSearch && { q: q.slice(0, 100) }),
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
  return typeof value === "string" && day.test(value) && !Number.isNaN(Date.parse(value));
}
