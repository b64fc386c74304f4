import { expect, test } from "vitest";
import { relativeTime } from "./relativeTime";

const now = new Date("2026-03-10T12:00:00Z");

test.each([
  ["2026-03-10T12:00:20Z", "now"], // the API's clock is ahead
  ["2026-03-10T11:59:01Z", "now"],
  ["2026-03-10T11:59:00Z", "1m"],
  ["2026-03-10T11:00:01Z", "59m"],
  ["2026-03-10T11:00:00Z", "1h"],
  ["2026-03-09T12:00:00Z", "1d"],
  ["2026-03-03T12:00:01Z", "6d"],
  ["2026-03-03T11:00:00Z", "Mar 3"],
  ["2025-12-24T12:00:00Z", "Dec 24, 2025"],
])("%s is %s", (time, text) => {
  expect(relativeTime(new Date(time), now)).toBe(text);
});
