import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useNow } from "./clock";

const start = new Date("2026-03-01T10:00:00Z").getTime();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: start });
});
afterEach(() => void vi.useRealTimers());

function Clock() {
  return <p>{(useNow().getTime() - start) / 1000}</p>;
}

test("a clock shows the current time after a pause without clocks, and keeps it up to date", () => {
  render(<Clock />).unmount();
  vi.advanceTimersByTime(100_000);
  render(<Clock />);
  expect(screen.getByText("100")).toBeVisible();
  act(() => void vi.advanceTimersByTime(30_000));
  expect(screen.getByText("130")).toBeVisible();
});
