import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { type Pages, searchOf } from "~/api/pages";
import { t } from "~/texts/texts";
import { Button } from "./Button";
import { explain } from "./explain";

interface Props {
  query: UseInfiniteQueryResult<Pages<unknown>>;
  label: string;
  /** Shown above the button. */
  note?: string | undefined;
  /** Whether to load without a press when the end of the list is near. */
  byItself?: boolean;
}

/**
 * Loads the next page, if there is one, when the end of the list is within 600 px of the
 * screen, or on a press. After a failure, and after many empty pages, it waits for a press.
 */
export function LoadMore({ query, label, note, byItself = true }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const load = useEffectEvent(() => void query.fetchNextPage());
  const { data, hasNextPage, isFetchNextPageError: failed, isFetchingNextPage: pending } = query;
  const ready = byItself && hasNextPage && !pending && !failed && !(data && searchOf(data).givenUp);

  useEffect(() => {
    if (!ready || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load(), {
      rootMargin: "600px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [ready]);

  if (!hasNextPage) return null;
  return (
    <div ref={end} className="flex flex-col items-center gap-2 px-4 py-6">
      {failed && (
        <p role="alert" className="text-muted text-sm">
          {explain(query.error).title}.
        </p>
      )}
      {note && <p className="text-muted text-sm">{note}</p>}
      <Button look="secondary" size="small" pending={pending} onClick={() => query.fetchNextPage()}>
        {failed ? t("tryAgain") : label}
      </Button>
    </div>
  );
}
