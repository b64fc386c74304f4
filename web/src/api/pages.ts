import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "./objects";

/** The pages of a list that are loaded so far. */
export type Pages<T> = InfiniteData<Page<T>>;

/** How every list of the API is walked. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: Page<unknown>) => page.next_cursor,
};

export function rowsOf<T>(pages: Pages<T>): T[] {
  return pages.pages.flatMap((page) => page.data);
}

/** The same pages with each row changed, or left out where change returns null. */
export function mapRows<T>(pages: Pages<T>, change: (row: T) => T | null): Pages<T> {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      data: page.data.map(change).filter((row) => row !== null),
    })),
  };
}

/** The same pages with rows before all others. */
export function prependRows<T>(pages: Pages<T>, rows: T[]): Pages<T> {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  return { ...pages, pages: [{ ...first, data: [...rows, ...first.data] }, ...rest] };
}
