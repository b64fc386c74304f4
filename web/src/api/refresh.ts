import { Failure, statusOf } from "./failure";
import { createApi, send } from "./http";
import type { SignedIn } from "./objects";
import { type KeptSession, latestSession, loseSession, renewSession } from "./session";

const attempts = 3;
const pauseBetween = 500;

// Other tabs see a stored session only after a moment, so the lock is held for that long.
// A tab that the browser has frozen could hold it forever, so the wait is limited.
const settling = 100;
const patience = 15_000;

/** Calls the API without this tab's access token, to refresh or end a session. */
export const authentication = createApi(send);

let refreshing: Promise<KeptSession> | undefined;

/** Returns the session in the form in which the app keeps it. */
export function sessionOf({ session, access_token, expires_in, refresh_token }: SignedIn): KeptSession {
  return {
    id: session.id,
    accessToken: access_token,
    endsAt: Date.now() + expires_in * 1000,
    refreshToken: refresh_token,
  };
}

/**
 * Returns a session whose access token is not the stale one. All requests and all tabs
 * refresh once together. Throws a Failure if that fails: with the status 401 if the
 * session has ended, and then the user is signed out.
 */
export function refreshSession(stale: string): Promise<KeptSession> {
  refreshing ??= inTurn(() => refresh(stale)).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refresh(stale: string): Promise<KeptSession> {
  for (let attempt = 1; ; attempt++) {
    const session = latestSession();
    if (!session) throw Failure.signedOut();
    if (session.accessToken !== stale) return session; // another tab has refreshed it
    try {
      const next = await successorOf(session);
      renewSession(next);
      return next;
    } catch (error) {
      const status = statusOf(error) ?? 0; // without a status, the body did not arrive
      if (status === 400 || status === 401) {
        if (latestSession()?.refreshToken !== session.refreshToken) continue;
        loseSession();
        throw Failure.signedOut();
      }
      // The answer may be lost. For 30 s, the API repeats it for the same refresh token.
      const mayPass = status === 0 || status === 503;
      if (!mayPass || attempt === attempts) throw error instanceof Failure ? error : Failure.unreachable();
      await pause(attempt * pauseBetween);
    }
  }
}

/** Exchanges a session's tokens for new ones. Throws a Failure, or another error if the body does not arrive. */
export async function successorOf({ refreshToken }: KeptSession): Promise<KeptSession> {
  const body = { refresh_token: refreshToken };
  const { data } = await authentication.POST("/v1/authentication/session/refresh", { body });
  if (!data) throw Failure.unreachable();
  return sessionOf(data.data);
}

/** Calls run when no other tab refreshes. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return run(); // not in a secure context
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patience);
    navigator.locks
      .request("session", { signal }, async () => {
        await run().then(resolve, reject);
        await pause(settling);
      })
      .catch(() => run().then(resolve, reject));
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
