import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { listOptions } from "~/api/pages";

export const casesKey = (status: "open" | "closed") => ["cases", status] as const;
export const allCasesKey = ["case"] as const;
export const caseKey = (id: number) => [...allCasesKey, id] as const;

/** Returns the open cases, most reported first, or the closed ones, newest resolution first. */
export function useCases(status: "open" | "closed") {
  return useInfiniteQuery({
    ...listOptions((query, signal) =>
      api.GET("/v1/moderation/reports", { params: { query: { status, ...query } }, signal }),
    ),
    queryKey: casesKey(status),
    refetchOnMount: "always",
  });
}

/** Returns a case with its reports, and with what was decided about its author before. */
export function useCase(id: number) {
  return useQuery({
    queryKey: caseKey(id),
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET("/v1/moderation/reports/{id}", { params: { path: { id } }, signal }))).data,
  });
}
