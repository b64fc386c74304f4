import { useEffect } from "react";
import { usePost } from "./usePost";

/** Reloads the post for an edit that conflicts with a newer version. */
export function useTheirVersion(postId: number) {
  const { data, error, isFetching, refetch } = usePost(postId);
  useEffect(() => void refetch(), [refetch]);
  return { theirs: isFetching ? undefined : data, error, refetch: () => void refetch() };
}
