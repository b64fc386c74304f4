import { describe, expect, test, vi } from "vitest";
import { problem } from "~/testing/server";
import { Failure } from "./failure";

describe("Failure.from", () => {
  test("uses the problem of the API", async () => {
    vi.spyOn(Date, "now").mockReturnValue(1_000_000);
    const answer = problem(409, "the post has changed", { current_version: 3 }, { "Retry-After": "7" });

    const failure = await Failure.from(answer);

    expect(failure).toMatchObject({
      status: 409,
      message: "the post has changed",
      currentVersion: 3,
      requestId: "TEST",
      retryAt: 1_007_000,
    });
  });

  test("ignores a response from a proxy in front of the API", async () => {
    const failure = await Failure.from(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect(failure.status).toBe(0);
  });
});
