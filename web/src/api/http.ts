import createClient, { type Middleware } from "openapi-fetch";
import { Failure } from "./failure";
import type { paths } from "./schema";

/** Time limit for a whole response, body included, in milliseconds. */
export const limit = 10_000;

function withinLimit(request: Request): AbortSignal {
  return AbortSignal.any([request.signal, AbortSignal.timeout(limit)]);
}

// A stream never ends, and eventStream.ts detects a dead one. An archive is as long as
// what its user has written.
const unlimited = ["text/event-stream", "application/zip"];

function isUnlimited(request: Request): boolean {
  return unlimited.includes(request.headers.get("Accept") ?? "");
}

export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}

/** Sends a request within the time limit. */
export function send(request: Request): Promise<Response> {
  // Looked up on each call, so that tests can replace it.
  return globalThis.fetch(request, isUnlimited(request) ? {} : { signal: withinLimit(request) });
}

// Turns every unsuccessful response into a Failure, so that callers only handle data.
const failures: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await Failure.from(response);
  },
  onError({ error }) {
    if (error instanceof Failure) return error;
    // The caller aborted the request, so it gets its own AbortError back.
    if (error instanceof DOMException && error.name === "AbortError") return;
    return isTimeout(error) ? Failure.tooSlow() : Failure.unreachable();
  },
};

/** Creates a client of the API that sends its requests by fetch. */
export function createApi(fetch: (request: Request) => Promise<Response>) {
  const api = createClient<paths>({ baseUrl: import.meta.env.VITE_API_URL || window.location.origin, fetch });
  api.use(failures);
  return api;
}
