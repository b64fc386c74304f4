import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Failure } from "~/api/failure";
import { ProblemNotice } from "./ProblemNotice";

test("counts down the seconds of a limit before offering to try again", () => {
  vi.useFakeTimers();
  const error = new Failure({ status: 429, detail: "too many requests", retryAfter: 3 });

  render(<ProblemNotice error={error} onRetry={() => {}} />);
  expect(screen.getByRole("button", { name: "Try again in 3 s" })).toBeDisabled();

  act(() => void vi.advanceTimersByTime(2000));
  expect(screen.getByRole("button", { name: "Try again in 1 s" })).toBeDisabled();

  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.getByRole("button", { name: "Try again" })).toBeEnabled();
  vi.useRealTimers();
});

test("shows the request id of an internal error, for support", () => {
  const error = new Failure({ status: 500, detail: "internal error", requestId: "ABC123" });
  render(<ProblemNotice error={error} onRetry={() => {}} />);
  expect(screen.getByRole("alert")).toHaveTextContent("ABC123");
});
