import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { problem, server } from "~/testing/server";
import { api } from "./client";
import { Failure } from "./failure";
import { currentToken, keepToken, onTokenLost } from "./token";

test("sends the token", async () => {
  keepToken("secret", false);
  let sent: string | null = null;
  server.use(
    http.get("*/v1/users/me", ({ request }) => {
      sent = request.headers.get("Authorization");
      return HttpResponse.json({ data: {} });
    }),
  );

  await api.GET("/v1/users/me");

  expect(sent).toBe("Bearer secret");
});

test("ends the session when the token is refused", async () => {
  keepToken("expired", true);
  const lost = vi.fn();
  onTokenLost(lost);
  server.use(http.get("*/v1/users/me", () => problem(401, "the token has expired")));

  await expect(api.GET("/v1/users/me")).rejects.toMatchObject({ status: 401 });

  expect(lost).toHaveBeenCalledOnce();
  expect(currentToken()).toBeNull();
  expect(localStorage.getItem("token")).toBeNull();
});

test("does not take a wrong password for the end of a session", async () => {
  const lost = vi.fn();
  onTokenLost(lost);
  server.use(http.post("*/v1/authentication/token", () => problem(401, "wrong credentials")));

  const body = { email: "maya@example.com", password: "wrong" };
  await expect(api.POST("/v1/authentication/token", { body })).rejects.toMatchObject({ status: 401 });

  expect(lost).not.toHaveBeenCalled();
});

test("a network that fails is a failure without a status", async () => {
  server.use(http.get("*/v1/users/me", () => HttpResponse.error()));
  await expect(api.GET("/v1/users/me")).rejects.toEqual(Failure.unreachable());
});
