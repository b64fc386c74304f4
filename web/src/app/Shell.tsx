import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { useUnreadInTitle } from "~/ui/documentTitle";
import { loadable } from "~/ui/loadable";
import { afterStartup } from "~/ui/startup";
import { Navigation } from "./Navigation";
import { TabBar } from "./TabBar";

// The user's data includes the number of unread notifications, so updates can load later.
const LiveNotifications = loadable(
  afterStartup(() => import("./LiveNotifications")),
  "LiveNotifications",
  Nothing,
);
const Shortcuts = loadable(
  afterStartup(() => import("./Shortcuts")),
  "Shortcuts",
  Nothing,
);

/** Replaces optional parts of the app that fail to load. */
function Nothing() {
  return null;
}

/** The layout around every page of a signed-in user. */
export function Shell() {
  const { data: me } = useMe();
  useUnreadInTitle(me?.unread_notifications ?? 0);
  return (
    <>
      <a
        href="#content"
        className="-translate-y-20 fixed start-2 top-2 z-50 rounded-lg bg-accent px-4 py-2 font-medium text-on-accent text-sm focus:translate-y-0"
      >
        {t("skipToContent")}
      </a>
      <div className="mx-auto flex w-full max-w-[56rem] justify-center">
        <Navigation />
        <main
          id="content"
          tabIndex={-1}
          className="min-h-[calc(100dvh-var(--notice))] min-w-0 max-w-[40rem] flex-1 border-line bg-surface pb-20 outline-none md:border-x md:pb-0"
        >
          <Outlet />
        </main>
      </div>
      <TabBar />
      <Suspense>
        <Shortcuts />
      </Suspense>
      <Suspense>
        <LiveNotifications />
      </Suspense>
    </>
  );
}
