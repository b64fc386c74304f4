import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { onSessionLost } from "~/api/session";
import { loadTexts } from "~/texts/texts";
import { beginStartup } from "~/ui/startup";
import { keepFeed } from "./app/keptFeed";
import { loadTheRest } from "./app/loadTheRest";
import { queryClient } from "./app/queryClient";
import { reloadAfterDeployment } from "./app/reloadAfterDeployment";
import { startReports } from "./app/reports";
import { router } from "./app/router";
import "./styles.css";

void startReports(import.meta.env.VITE_REPORT_URL);
reloadAfterDeployment();
keepFeed(queryClient);

// Reruns the route guards, which redirect to the sign-in page and back afterwards.
onSessionLost(() => void router.invalidate());

/** Loads the first route, then renders the app in place of the frame in index.html. */
async function start() {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  await Promise.all([loadTexts(), router.load()]);
  root.inert = false;
  delete root.dataset.frame;
  // A transition renders in small steps, and the browser can paint between them.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
  beginStartup(1_000); // enough for the first responses of the API
  loadTheRest();
}

// Not a top-level await: the pages' chunks import this chunk, so each would wait for
// the other. setTimeout starts a new task, so the browser can paint first.
setTimeout(() => void start());
