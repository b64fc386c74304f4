import { useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import type { Case } from "~/api/objects";
import { rowsOf } from "~/api/pages";
import type { Held } from "./hold";
import { useCases } from "./useCases";

/** The next page is loaded when at most this many cases are left, the current one included. */
const few = 5;

interface Current {
  id: number | undefined;
  /** Whether the case gets the focus: the user moved to it, or came back to it (?case=). */
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
    /** Moves to the next case, or to the previous one if there is none. Call it as the current case is decided. */
    moveOn() {
      const row = cases[place + 1] ?? cases[place - 1];
      if (row) show(row);
    },
  };
}
