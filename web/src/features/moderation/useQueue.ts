import { useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import type { Case } from "~/api/objects";
import { rowsOf } from "~/api/pages";
import type { Held } from "./hold";
import { useCases } from "./useCases";

/** Loads the next page when this many cases are left. */
const few = 5;

interface Current {
  id: number | undefined;
  /** Whether the case gets the focus, because a key led to it. */
  focused: boolean;
}

/** Returns the open cases that are not decided yet, and which of them is current. */
export function useQueue(held: readonly Held[]) {
  const { case: first } = useSearch({ from: "/signed-in/moderation/" });
  const query = useCases("open");
  const [{ id, focused }, setCurrent] = useState<Current>({ id: first, focused: first !== undefined });
  const decided = new Set(held.map(({ of }) => of.id));
  const cases = query.data ? rowsOf(query.data).filter((row) => !decided.has(row.id)) : [];
  const current = cases.find((row) => row.id === id) ?? cases[0];
  const place = current ? cases.indexOf(current) : -1;

  const isShort = cases.length - place <= few && query.hasNextPage;
  const isIdle = !query.isFetching && !query.isFetchNextPageError;
  const loadMore = useEffectEvent(() => void query.fetchNextPage());
  useEffect(() => {
    if (isShort && isIdle) loadMore();
  }, [isShort, isIdle]);

  const show = (row: Case) => setCurrent({ id: row.id, focused: true });

  return {
    query,
    cases,
    current,
    focused,
    show,
    /** Moves to the next or the previous case. Returns false if there is none. */
    move(step: 1 | -1): boolean {
      const row = cases[place + step];
      if (row) show(row);
      return row !== undefined;
    },
    /** Moves to the case that takes the place of the current one, once that is decided. */
    moveOn() {
      const row = cases[place + 1] ?? cases[place - 1];
      if (row) show(row);
    },
  };
}
