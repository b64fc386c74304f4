import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { page, user } from "./samples";

/** An API that knows one person and nothing else; a test says what it adds. */
export const server = setupServer(
  http.get("*/v1/users/me", () =>
    HttpResponse.json({
      data: {
        ...user({ id: 1, username: "maya" }),
        email: "maya@example.com",
        is_active: true,
        role: { id: 1, name: "user", level: 1, description: "" },
      },
    }),
  ),
  http.get("*/v1/users/feed", () => HttpResponse.json(page([]))),
  http.get("*/v1/users/feed/stream", () => events(new ReadableStream())),
);

/** A stream as the API opens it. */
export function events(body: ReadableStream | string) {
  return new HttpResponse(body, { headers: { "Content-Type": "text/event-stream" } });
}

/** An answer as the API gives it when something is wrong. */
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
