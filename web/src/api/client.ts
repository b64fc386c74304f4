import createClient, { type Middleware } from "openapi-fetch";
import { Failure } from "./failure";
import type { paths } from "./schema";
import { currentToken, loseToken } from "./token";

/** How long an answer may take, until it is all here, in milliseconds. */
const limit = 10_000;

function withinLimit(request: Request): AbortSignal {
  return AbortSignal.any([request.signal, AbortSignal.timeout(limit)]);
}

/** A stream has no end, and its own way to tell a dead one. */
function isStream(request: Request): boolean {
  return request.headers.get("Accept") === "text/event-stream";
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}

// Every request carries the token, and every answer that is not a success
// becomes a Failure, so that the code behind it only sees data.
const middleware: Middleware = {
  onRequest({ request }) {
    const token = currentToken();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return;
    const failure = await Failure.from(response);
    // A wrong password is a 401 too; only a refused token ends the session.
    const sent = request.headers.get("Authorization");
    if (response.status === 401 && sent && sent === `Bearer ${currentToken()}`) loseToken();
    throw failure;
  },
  onError({ error }) {
    // An abandoned request is the caller's own doing, and must look like it.
    if (error instanceof DOMException && error.name === "AbortError") return;
    return isTimeout(error) ? Failure.tooSlow() : Failure.unreachable();
  },
};

export const api = createClient<paths>({
  baseUrl: import.meta.env.VITE_API_URL || window.location.origin,
  // Looked up at each call, so that tests can put their own in its place.
  fetch: (request) => globalThis.fetch(request, isStream(request) ? {} : { signal: withinLimit(request) }),
});
api.use(middleware);

/** Whether the site itself can be reached, as opposed to the API. */
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

/** The body of an answer that has one. */
export async function bodyOf<T>(request: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  try {
    const { data } = await request;
    if (data != null) return data;
  } catch (error) {
    throw isTimeout(error) ? Failure.tooSlow() : error; // in the middle of the body
  }
  throw Failure.unreachable();
}
