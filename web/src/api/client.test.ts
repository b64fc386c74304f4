import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { problem, server, tokens } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { api } from "./client";
import { Failure } from "./failure";
import { currentSession, keepSession, onSessionLost } from "./session";

const refreshPath = "*/v1/authentication/session/refresh";

/** Serves the user to those who hold a good token. Returns the tokens that were sent. */
function serveMe(...good: string[]) {
  const sent: (string | null)[] = [];
  server.use(
    http.get("*/v1/users/me", ({ request }) => {
      const token = request.headers.get("Authorization");
      sent.push(token);
      return good.some((one) => token === `Bearer ${one}`)
        ? HttpResponse.json({ data: {} })
        : problem(401, "the token has expired");
    }),
  );
  return sent;
}

/** Serves refreshes, and returns the refresh tokens that were sent. */
function serveRefresh(answer: (times: number) => Response | Promise<Response>) {
  const sent: string[] = [];
  server.use(
    http.post(refreshPath, async ({ request }) => {
      const { refresh_token } = (await request.json()) as { refresh_token: string };
      sent.push(refresh_token);
      return answer(sent.length);
    }),
  );
  return sent;
}

const renewed = () => HttpResponse.json({ data: tokens("new") });

test("sends the token", async () => {
  signIn("good");
  const sent = serveMe("good");
  await api.GET("/v1/users/me");
  expect(sent).toEqual(["Bearer good"]);
});

test("a refused token is refreshed once for all requests, and each is sent again", async () => {
  signIn("old", true);
  const sent = serveMe("new");
  const refreshes = serveRefresh(renewed);

  await Promise.all(Array.from({ length: 8 }, () => api.GET("/v1/users/me")));

  expect(refreshes).toEqual(["refresh old"]);
  expect(sent.filter((token) => token === "Bearer new")).toHaveLength(8);
  expect(JSON.parse(localStorage.getItem("session") ?? "")).toMatchObject({ refreshToken: "refresh new" });
});

test("a token that ends soon is refreshed before it is sent", async () => {
  keepSession({ id: 1, accessToken: "old", endsAt: Date.now() + 5_000, refreshToken: "r" }, false);
  const sent = serveMe("old", "new");
  serveRefresh(renewed);
  await api.GET("/v1/users/me");
  expect(sent).toEqual(["Bearer new"]);
});

test("a body is sent again whole after the refresh", async () => {
  signIn("old");
  serveRefresh(renewed);
  const bodies: unknown[] = [];
  server.use(
    http.post("*/v1/posts/7/comments", async ({ request }) => {
      if (request.headers.get("Authorization") !== "Bearer new") return problem(401, "the token has expired");
      bodies.push(await request.json(), request.headers.get("Idempotency-Key"));
      return HttpResponse.json({ data: {} }, { status: 201 });
    }),
  );
  const params = { path: { id: 7 }, header: { "Idempotency-Key": "once" } };
  await api.POST("/v1/posts/{id}/comments", { body: { content: "Kept" }, params });
  expect(bodies).toEqual([{ content: "Kept" }, "once"]);
});

test("a refresh whose response is lost is repeated with the same token", async () => {
  signIn("old");
  serveMe("new");
  const refreshes = serveRefresh((times) => (times === 1 ? HttpResponse.error() : renewed()));
  await api.GET("/v1/users/me");
  expect(refreshes).toEqual(["refresh old", "refresh old"]);
});

test.each([
  ["a network that fails", () => HttpResponse.error(), 0],
  ["a database that is away", () => problem(503, "the database is away"), 503],
  ["a limit", () => problem(429, "too many requests", {}, { "Retry-After": "3" }), 429],
])("%s does not sign out", async (_, answer, status) => {
  signIn("old", true);
  serveMe("new");
  serveRefresh(answer);
  const lost = vi.fn();
  onSessionLost(lost);

  await expect(api.GET("/v1/users/me")).rejects.toMatchObject({ status });

  expect(lost).not.toHaveBeenCalled();
  expect(currentSession()?.refreshToken).toBe("refresh old");
  expect(localStorage.getItem("session")).not.toBeNull();
});

test("a token that is still valid is used if the refresh fails", async () => {
  keepSession({ id: 1, accessToken: "old", endsAt: Date.now() + 5_000, refreshToken: "r" }, false);
  const sent = serveMe("old");
  serveRefresh(() => problem(429, "too many requests", {}, { "Retry-After": "3" }));
  await api.GET("/v1/users/me");
  expect(sent).toEqual(["Bearer old"]);
});

test("a session that has ended signs out, once", async () => {
  signIn("old", true);
  serveMe("new");
  const lost = vi.fn();
  onSessionLost(lost);

  const requests = Array.from({ length: 3 }, () => api.GET("/v1/users/me"));
  for (const request of requests) await expect(request).rejects.toMatchObject({ status: 401 });

  expect(lost).toHaveBeenCalledOnce();
  expect(currentSession()).toBeNull();
  expect(localStorage.getItem("session")).toBeNull();
});

test("a refreshed token that is refused too signs out, and is not refreshed again", async () => {
  signIn("old");
  const sent = serveMe("neither");
  serveRefresh(renewed);
  await expect(api.GET("/v1/users/me")).rejects.toMatchObject({ status: 401 });
  expect(sent).toEqual(["Bearer old", "Bearer new"]);
  expect(currentSession()).toBeNull();
});

test("a tab whose refresh token another tab has used takes over that tab's session", async () => {
  signIn("old", true);
  serveMe("theirs");
  const theirs = { id: 1, accessToken: "theirs", endsAt: Date.now() + 900_000, refreshToken: "theirs" };
  serveRefresh(() => {
    localStorage.setItem("session", JSON.stringify(theirs)); // while this refresh was on its way
    return problem(401, "the session has ended");
  });
  await api.GET("/v1/users/me");
  expect(currentSession()).toEqual(theirs);
});

test("does not take a wrong password for the end of a session", async () => {
  const lost = vi.fn();
  onSessionLost(lost);
  server.use(http.post("*/v1/authentication/session", () => problem(401, "wrong credentials")));

  const body = { email: "maya@example.com", password: "wrong" };
  await expect(api.POST("/v1/authentication/session", { body })).rejects.toMatchObject({ status: 401 });

  expect(lost).not.toHaveBeenCalled();
});

test("a network that fails is a failure without a status", async () => {
  server.use(http.get("*/v1/users/me", () => HttpResponse.error()));
  await expect(api.GET("/v1/users/me")).rejects.toEqual(Failure.unreachable());
});
