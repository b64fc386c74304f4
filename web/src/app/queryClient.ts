import { type DefaultOptions, notifyManager, QueryClient } from "@tanstack/react-query";
import { Failure, statusOf } from "~/api/failure";

// Statuses that are worth a retry: no response (0), or a server error. 429 is not
// one of them, because an immediate retry makes it worse.
const passing = [0, 500, 502, 503, 504];

/** A timeout is not retried: the user has waited long enough to be told. */
function isTooSlow(error: unknown): boolean {
  return error instanceof Failure && error.tooSlow;
}

// A change made in the cache is on the screen before the next frame. The default, a
// timer, lets a checkbox that was just clicked jump back for a moment.
notifyManager.setScheduler(queueMicrotask);

export const defaultOptions: DefaultOptions = {
  queries: {
    staleTime: 30_000,
    // Offline, a request fails at once and the page says so. The default mode
    // would pause it and show a loading state forever.
    networkMode: "always",
    refetchOnReconnect: true,
    retry: (failures, error) =>
      failures < 2 && passing.includes(statusOf(error) ?? -1) && !isTooSlow(error) && navigator.onLine,
  },
  mutations: { networkMode: "always", retry: false },
};

export const queryClient = new QueryClient({ defaultOptions });
