import { useState } from "react";
import type { Comment } from "~/api/objects";
import type { useReplies } from "./useReplies";

/** Returns the number of replies that arrived since the replies shown were loaded. */
export function useNewReplies({ replies_count }: Comment, replies: ReturnType<typeof useReplies>): number {
  const { data, dataUpdatedAt, hasNextPage } = replies;
  const [seen, setSeen] = useState({ at: 0, count: 0 });
  if (seen.at !== dataUpdatedAt) setSeen({ at: dataUpdatedAt, count: replies_count });
  // New replies come last, so they load with the next pages if there are any.
  return data && !hasNextPage && seen.at === dataUpdatedAt ? Math.max(0, replies_count - seen.count) : 0;
}
