import { Workbox } from "workbox-window";
import { announceVersion } from "./newVersion";

const checkEvery = 60 * 60_000;

/**
 * Registers the service worker, which caches the app. A new version waits until the
 * user installs it: a page that changes by itself could lose what they are doing.
 */
export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const workbox = new Workbox(workerUrl());
  let waiting = false;
  let wanted = false;

  workbox.addEventListener("waiting", () => {
    waiting = true;
    announceVersion(() => {
      wanted = true;
      workbox.messageSkipWaiting();
    });
  });
  workbox.addEventListener("controlling", () => {
    if (wanted) window.location.reload();
    // Another tab installed the version, and this one still runs the old code.
    else if (waiting) announceVersion(() => window.location.reload());
  });

  try {
    await workbox.register();
  } catch {
    return; // the browser's settings forbid it: the app works, but only online
  }
  checkNowAndThen(() => void workbox.update().catch(() => undefined)); // fails offline
}

/**
 * Calls check once an hour while the app is visible. The browser itself looks for a new
 * version only on a navigation, and the app may stay open for days.
 */
function checkNowAndThen(check: () => void) {
  let checkedAt = Date.now();
  const checkIfDue = () => {
    if (document.hidden || Date.now() - checkedAt < checkEvery) return;
    checkedAt = Date.now();
    check();
  };
  document.addEventListener("visibilitychange", checkIfDue);
  setInterval(checkIfDue, checkEvery);
}

/**
 * Returns the worker's URL. The content security policy allows script URLs only from this
 * Trusted Types policy, which always returns the same one. An injected script can't
 * create another policy.
 */
function workerUrl() {
  const policy = window.trustedTypes?.createPolicy("service-worker", {
    createScriptURL: (_url: string) => "/sw.js",
  });
  return policy?.createScriptURL("") ?? "/sw.js";
}
