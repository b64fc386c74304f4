/** Parses the search parameters of the page after a deletion. */
export function readDeletedSearch({ until }: Record<string, unknown>): { until?: string } {
  return typeof until === "string" && !Number.isNaN(Date.parse(until)) ? { until } : {};
}
