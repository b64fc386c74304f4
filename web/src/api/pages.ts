import type { InfiniteData } from "@tanstack/react-query";
import { bodyOf } from "./client";
import type { Page } from "./objects";

/** The pages of a list loaded so far. */
export type Pages<T> = InfiniteData<Page<T>> & {
  /** When the pages were loaded, if they come from this device and not from the API. */
  keptAt?: number;
};

/**
 * Returns the query options of a list. load requests the page that query names. A
 * list that is shown is not refetched by itself: it would change while it is read.
 */
export function listOptions<T>(
  load: (query: { cursor?: string }, signal: AbortSignal) => Promise<{ data?: Page<T> }>,
) {
  return {
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<T>) => page.next_cursor,
    refetchOnWindowFocus: false,
    refetchOnReconnect: ({ state }: { state: { status: string } }) => state.status === "error",
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      bodyOf(load(pageParam === null ? {} : { cursor: pageParam }, signal)),
  };
}

export function rowsOf<T>(pages: Pages<T>): T[] {
  return pages.pages.flatMap((page) => page.data);
}

// A page may be empty although more pages follow: the API looked through very many rows
// that are not shown. After this many in a row, the reader is asked whether to continue.
const maxEmptyPages = 5;

/** Returns whether the last page is empty, and whether to ask the reader before loading more. */
export function searchOf<T>({ pages }: Pages<T>): { inVain: boolean; givenUp: boolean } {
  const empty = pages.length - 1 - pages.findLastIndex((page) => page.data.length > 0);
  return { inVain: empty > 0, givenUp: empty > 0 && empty % maxEmptyPages === 0 };
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

/** Returns the pages with rows at the end if the end is loaded. Rows already on any page are not repeated. */
export function appendRows<T extends { id: number }>(pages: Pages<T>, rows: T[]): Pages<T> {
  const last = pages.pages.at(-1);
  if (!last || last.next_cursor !== null) return pages;
  const known = new Set(rowsOf(pages).map(({ id }) => id));
  const added = rows.filter(({ id }) => !known.has(id));
  return { ...pages, pages: [...pages.pages.slice(0, -1), { ...last, data: [...last.data, ...added] }] };
}

/** Returns the pages with rows prepended. Rows already on any page are not repeated. */
export function prependRows<T extends { id: number }>(pages: Pages<T>, rows: T[]): Pages<T> {
  const added = new Set(rows.map(({ id }) => id));
  const others = mapRows(pages, (row) => (added.has(row.id) ? null : row));
  const [first, ...rest] = others.pages;
  if (!first) return pages;
  return { ...pages, pages: [{ ...first, data: [...rows, ...first.data] }, ...rest] };
}
