import { Failure } from "./failure";
import { createApi, isTimeout, limit, send } from "./http";
import { refreshSession } from "./refresh";
import { currentSession, type KeptSession, loseSession } from "./session";

/** An access token that ends sooner than this is refreshed first, in milliseconds. */
const soon = 30_000;

/** The API, on behalf of the signed-in user. */
export const api = createApi(async (request) => {
  const session = currentSession();
  if (!session) return send(request);
  const again = request.clone();
  const usable = await freshSession(session);
  const response = await send(withToken(usable, request));
  if (response.status !== 401) return response;

  const renewed = await refreshed(usable);
  const second = await send(withToken(renewed, again));
  if (second.status === 401 && currentSession()?.accessToken === renewed.accessToken) loseSession();
  return second;
});

function withToken({ accessToken }: KeptSession, request: Request): Request {
  request.headers.set("Authorization", `Bearer ${accessToken}`);
  return request;
}

async function freshSession(session: KeptSession): Promise<KeptSession> {
  const left = session.endsAt - Date.now();
  if (left > soon) return session;
  try {
    return await refreshed(session);
  } catch (error) {
    if (left > 0 && currentSession()) return session; // still good, and the API may take it
    throw error;
  }
}

/** Refreshes the session, and waits for it as long as for any other response. */
async function refreshed({ accessToken }: KeptSession): Promise<KeptSession> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Failure.tooSlow()), limit);
  });
  try {
    return await Promise.race([refreshSession(accessToken), tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reports whether the site itself, not the API, is reachable. */
export async function siteAnswers(): Promise<boolean> {
  try {
    const { ok } = await globalThis.fetch("/", {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(limit),
    });
    return ok;
  } catch {
    return false;
  }
}

/** Returns the response body. Throws a Failure if there is none or it times out. */
export async function bodyOf<T>(request: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  try {
    const { data } = await request;
    if (data != null) return data;
  } catch (error) {
    throw isTimeout(error) ? Failure.tooSlow() : error; // timed out while reading the body
  }
  throw Failure.unreachable();
}
