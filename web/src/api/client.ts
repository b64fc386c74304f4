import createClient, { type Middleware } from "openapi-fetch";
import { Failure } from "./failure";
import type { paths } from "./schema";
import { currentToken, loseToken } from "./token";

/** Time limit for a whole response, body included, in milliseconds. */
const limit = 10_000;

function withinLimit(request: Request): AbortSignal {
  return AbortSignal.any([request.signal, AbortSignal.timeout(limit)]);
}

/** A stream has no time limit: it never ends, and postStream.ts detects a dead one. */
function isStream(request: Request): boolean {
  return request.headers.get("Accept") === "text/event-stream";
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}

// Adds the token to every request and turns every unsuccessful response into a
// Failure, so that callers only handle data.
const middleware: Middleware = {
  onRequest({ request }) {
    const token = currentToken();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return;
    const failure = await Failure.from(response);
    // A wrong password is also a 401. Only a rejected token ends the session.
    const sent = request.headers.get("Authorization");
    if (response.status === 401 && sent && sent === `Bearer ${currentToken()}`) loseToken();
    throw failure;
  },
  onError({ error }) {
    // The caller aborted the request, so it gets its own AbortError back.
    if (error instanceof DOMException && error.name === "AbortError") return;
    return isTimeout(error) ? Failure.tooSlow() : Failure.unreachable();
  },
};

export const api = createClient<paths>({
  baseUrl: import.meta.env.VITE_API_URL || window.location.origin,
  // Looked up on each call, so that tests can replace it.
  fetch: (request) => globalThis.fetch(request, isStream(request) ? {} : { signal: withinLimit(request) }),
});
api.use(middleware);

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
