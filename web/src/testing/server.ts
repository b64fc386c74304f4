import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { page, user } from "./samples";

/** A mock API with one user and no other data. Tests add handlers. */
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

/** Returns an event stream response, as the API sends it. */
export function events(body: ReadableStream | string) {
  return new HttpResponse(body, { headers: { "Content-Type": "text/event-stream" } });
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
