import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRouter, RouterProvider } from "@tanstack/react-router";
import { render, waitFor } from "@testing-library/react";
import { expect, onTestFinished } from "vitest";
import { onSessionLost } from "~/api/session";
import { defaultOptions } from "~/app/queryClient";
import { router as appRouter } from "~/app/router";

/**
 * Renders the whole app at a path. A test that holds back the response to a change must
 * send it in the end: otherwise the change fails later, during another test.
 */
export function renderApp(path: string) {
  const router = createRouter({
    ...appRouter.options,
    defaultPendingMs: 0,
    defaultPendingMinMs: 0, // a page that is shown as pending would stay so for half a second
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const client = new QueryClient({
    defaultOptions: { ...defaultOptions, queries: { ...defaultOptions.queries, retry: false } },
  });
  onTestFinished(() => waitFor(() => expect(client.isMutating(), "changes without a response").toBe(0)));
  onSessionLost(() => void router.invalidate());
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}
