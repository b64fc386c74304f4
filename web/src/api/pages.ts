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

/** How many pages without a row the list ends with so far. */
export function emptyPagesAtEnd<T>({ pages }: Pages<T>): number {
  return pages.length - 1 - pages.findLastIndex((page) => page.data.length > 0);
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

/** The same pages with rows before all others; none is there twice. */
export function prependRows<T extends { id: number }>(pages: Pages<T>, rows: T[]): Pages<T> {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  const known = new Set(rows.map(({ id }) => id));
  const others = first.data.filter(({ id }) => !known.has(id));
  return { ...pages, pages: [{ ...first, data: [...rows, ...others] }, ...rest] };
}
