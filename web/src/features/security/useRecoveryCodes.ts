import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";

const queryKey = ["recovery codes"] as const;

/**
 * Returns the recovery codes that the user has yet to save, if there are any. The API
 * returns them only once, so they stay when the page is left.
 */
export function useRecoveryCodes() {
  const client = useQueryClient();
  const { data: codes } = useQuery<string[] | null>({ queryKey, queryFn: skipToken, gcTime: Infinity });
  return { codes, setCodes: (next: string[] | null) => client.setQueryData(queryKey, next) };
}
