import { t } from "~/texts/texts";
import { locale } from "./locale";

const units: [limit: number, seconds: number, format: Intl.NumberFormat][] = [
  [60 * 60, 60, inUnit("minute")],
  [24 * 60 * 60, 60 * 60, inUnit("hour")],
  [7 * 24 * 60 * 60, 24 * 60 * 60, inUnit("day")],
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
  if (seconds < 60) return t("now"); // also for future times: clocks differ
  for (const [limit, unit, format] of units) {
    if (seconds < limit) return format.format(Math.floor(seconds / unit));
  }
  return (time.getFullYear() === now.getFullYear() ? day : dayOfAnotherYear).format(time);
}

function inUnit(unit: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" });
}

export function exactTime(time: Date): string {
  return exact.format(time);
}
