import createClient, { type Middleware } from "openapi-fetch";
import { Failure } from "./failure";
import type { paths } from "./schema";
import { currentToken, loseToken } from "./token";

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
    return Failure.unreachable();
  },
};

export const api = createClient<paths>({
  baseUrl: import.meta.env.VITE_API_URL || window.location.origin,
  // Looked up at each call, so that tests can put their own in its place.
  fetch: (request) => globalThis.fetch(request),
});
api.use(middleware);

/** The body of an answer that has one. */
export async function bodyOf<T>(request: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await request;
  if (data == null) throw Failure.unreachable();
  return data;
}
