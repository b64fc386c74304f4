import { useEffect } from "react";
import { usePost } from "./usePost";

/** The post as it stands now, for somebody whose edit came too late. */
export function useTheirVersion(postId: number) {
  const { data, error, isFetching, refetch } = usePost(postId);
  useEffect(() => void refetch(), [refetch]);
  return { theirs: isFetching ? undefined : data, error, refetch: () => void refetch() };
}
