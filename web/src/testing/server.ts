import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { me, page } from "./samples";

/** A mock API with one user and no other data. Tests add handlers. */
export const server = setupServer(
  http.post("*/v1/authentication/session/refresh", () => problem(401, "the session has ended")),
  http.get("*/v1/users/me", () => HttpResponse.json({ data: me() })),
  http.get("*/v1/users/feed", () => HttpResponse.json(page([]))),
  http.get("*/v1/notifications/unread", () => HttpResponse.json({ data: { count: 0 } })),
  http.get("*/v1/users/feed/stream", () => events(new ReadableStream())),
);

/** Returns an event stream response, as the API sends it. */
export function events(body: ReadableStream | string) {
  return new HttpResponse(body, { headers: { "Content-Type": "text/event-stream" } });
}

/** Returns a 204 response. */
export function noContent() {
  return new HttpResponse(null, { status: 204 });
}

/** Returns the tokens of a session, as the API sends them. */
export function tokens(accessToken: string, changes: object = {}) {
  const time = "2026-03-01T10:00:00.000000Z";
  return {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: 900,
    refresh_token: `refresh ${accessToken}`,
    refresh_expires_at: "2026-03-31T10:00:00.000000Z",
    device_token: "device",
    session: {
      id: 1,
      created_at: time,
      last_used_at: time,
      expires_at: "2026-03-31T10:00:00.000000Z",
      device: "Firefox on Linux",
      address: "192.0.2.1",
      is_current: true,
    },
    ...changes,
  };
}

/** Returns a promise for a handler to wait for, and the function that ends the wait. */
export function answerLater() {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return { answered, answer };
}

/** Returns an error response, as the API sends it. */
export function problem(
  status: number,
  detail: string,
  extra: object = {},
  headers: Record<string, string> = {},
) {
  return HttpResponse.json(
    { type: "about:blank", title: "Problem", status, detail, error: detail, request_id: "TEST", ...extra },
    { status, headers: { "Content-Type": "application/problem+json", ...headers } },
  );
}
