import { type DefaultOptions, QueryClient } from "@tanstack/react-query";
import { Failure, statusOf } from "~/api/failure";

// What may be gone at the next attempt: no answer, or the API's own trouble.
// A 429 is not among them, for trying again at once makes it worse.
const passing = [0, 500, 502, 503, 504];

/** Then the time that somebody waits before they are told is used up. */
function isTooSlow(error: unknown): boolean {
  return error instanceof Failure && error.tooSlow;
}

export const defaultOptions: DefaultOptions = {
  queries: {
    staleTime: 30_000,
    // Without a network a request fails at once, and the page says so instead
    // of loading for ever.
    networkMode: "always",
    refetchOnReconnect: true,
    retry: (failures, error) =>
      failures < 2 && passing.includes(statusOf(error) ?? -1) && !isTooSlow(error) && navigator.onLine,
  },
  mutations: { networkMode: "always", retry: false },
};

export const queryClient = new QueryClient({ defaultOptions });
