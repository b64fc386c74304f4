import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { server, tokens } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { currentSession } from "./session";

// The browser's locks, for several tabs in one process: one holder at a time.
let queue: Promise<unknown>;
let mayWait: boolean;
const locks = {
  request: (_: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) => {
    const turn = queue.then(() => (mayWait ? run() : Promise.reject(signal)));
    queue = turn.catch(() => undefined);
    return turn;
  },
};

beforeEach(() => {
  queue = Promise.resolve();
  mayWait = true;
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { locks }));
});

/** Loads the modules again, as another tab does. */
async function anotherTab() {
  vi.resetModules();
  return { ...(await import("./refresh")), ...(await import("./session")) };
}

function countRefreshes() {
  const sent: unknown[] = [];
  server.use(
    http.post("*/v1/authentication/session/refresh", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ data: tokens(`new ${sent.length}`) });
    }),
  );
  return sent;
}

test("several tabs refresh once", async () => {
  const sent = countRefreshes();
  signIn("old", true);
  const tabs = [await anotherTab(), await anotherTab(), await anotherTab()];

  const sessions = await Promise.all(tabs.map((tab) => tab.refreshSession("old")));

  expect(sent).toHaveLength(1);
  expect(sessions.map(({ accessToken }) => accessToken)).toEqual(["new 1", "new 1", "new 1"]);
});

test("a tab that is frozen while it refreshes does not stop other tabs from refreshing", async () => {
  const sent = countRefreshes();
  signIn("old", true);
  mayWait = false; // the time-out for the lock has passed
  const tab = await anotherTab();

  expect(await tab.refreshSession("old")).toMatchObject({ accessToken: "new 1" });
  expect(sent).toHaveLength(1);
});

test("a tab that is signed out elsewhere sends no refresh", async () => {
  const sent = countRefreshes();
  signIn("old", true);
  const tab = await anotherTab();
  localStorage.removeItem("session");

  await expect(tab.refreshSession("old")).rejects.toMatchObject({ status: 401 });
  expect(sent).toEqual([]);
  expect(currentSession()?.accessToken).toBe("old"); // this tab has not noticed yet
});
