import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Failure } from "~/api/failure";
import { ProblemNotice } from "./ProblemNotice";

test("counts the seconds of a limit down before it lets one try again", () => {
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

test("names the request of an internal error, for whoever looks into it", () => {
  const error = new Failure({ status: 500, detail: "internal error", requestId: "ABC123" });
  render(<ProblemNotice error={error} onRetry={() => {}} />);
  expect(screen.getByRole("alert")).toHaveTextContent("ABC123");
});
