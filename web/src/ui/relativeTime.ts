const units: [limit: number, seconds: number, suffix: string][] = [
  [60 * 60, 60, "m"],
  [24 * 60 * 60, 60 * 60, "h"],
  [7 * 24 * 60 * 60, 24 * 60 * 60, "d"],
];

// Made once: to make one takes longer than to use it for a page of posts.
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayOfAnotherYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

/** How long ago a time was, as short as can be; after a week, the day. */
export function relativeTime(time: Date, now: Date): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  if (seconds < 60) return "now"; // also a little in the future: clocks differ
  for (const [limit, unit, suffix] of units) {
    if (seconds < limit) return `${Math.floor(seconds / unit)}${suffix}`;
  }
  return (time.getFullYear() === now.getFullYear() ? day : dayOfAnotherYear).format(time);
}

export function exactTime(time: Date): string {
  return exact.format(time);
}
