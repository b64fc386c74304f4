import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { onTokenLost } from "~/api/token";
import { loadTheRest } from "./app/loadTheRest";
import { queryClient } from "./app/queryClient";
import { reloadAfterDeployment } from "./app/reloadAfterDeployment";
import { startReports } from "./app/reports";
import { router } from "./app/router";
import "./styles.css";

void startReports(import.meta.env.VITE_REPORT_URL);
reloadAfterDeployment();

// The guard of the signed-in pages then leads to the sign-in, and back after it.
onTokenLost(() => void router.invalidate());

/** Draws a whole page first of all, in place of what index.html shows. */
async function start() {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  await router.load();
  root.inert = false;
  delete root.dataset.frame;
  // A transition is worked on in small steps, between which the browser may draw.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
  loadTheRest();
}

// Not awaited here, for the pages' code imports this file's chunk, and would wait
// for it; and in a task of its own, between which and this the browser may draw.
setTimeout(() => void start());
