import { locale } from "./locale";

const units: [limit: number, seconds: number, suffix: string][] = [
  [60 * 60, 60, "m"],
  [24 * 60 * 60, 60 * 60, "h"],
  [7 * 24 * 60 * 60, 24 * 60 * 60, "d"],
];

// Created once: creating a formatter takes longer than formatting a page of posts.
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayOfAnotherYear = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

/** Formats how long ago a time was, such as 5m or 3d. After a week, returns the date. */
export function relativeTime(time: Date, now: Date): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  if (seconds < 60) return "now"; // also for future times: clocks differ
  for (const [limit, unit, suffix] of units) {
    if (seconds < limit) return `${Math.floor(seconds / unit)}${suffix}`;
  }
  return (time.getFullYear() === now.getFullYear() ? day : dayOfAnotherYear).format(time);
}

export function exactTime(time: Date): string {
  return exact.format(time);
}
