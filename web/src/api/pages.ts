import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "./objects";

/** The pages of a list loaded so far. */
export type Pages<T> = InfiniteData<Page<T>>;

/** Query options for the cursor pagination that every list of the API uses. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: Page<unknown>) => page.next_cursor,
};

export function rowsOf<T>(pages: Pages<T>): T[] {
  return pages.pages.flatMap((page) => page.data);
}

/** Returns the number of empty pages at the end of the pages loaded so far. */
export function emptyPagesAtEnd<T>({ pages }: Pages<T>): number {
  return pages.length - 1 - pages.findLastIndex((page) => page.data.length > 0);
}

/** Returns the pages with change applied to each row. Rows it maps to null are removed. */
export function mapRows<T>(pages: Pages<T>, change: (row: T) => T | null): Pages<T> {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      data: page.data.map(change).filter((row) => row !== null),
    })),
  };
}

/** Returns the pages with rows prepended. Rows already on the first page are not repeated. */
export function prependRows<T extends { id: number }>(pages: Pages<T>, rows: T[]): Pages<T> {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  const known = new Set(rows.map(({ id }) => id));
  const others = first.data.filter(({ id }) => !known.has(id));
  return { ...pages, pages: [{ ...first, data: [...rows, ...others] }, ...rest] };
}
