import { useNow } from "./clock";
import { exactTime, relativeTime } from "./relativeTime";

/** A relative time. The exact time is shown on hover and read by screen readers. */
export function RelativeTime({ time }: { time: string }) {
  const date = new Date(time);
  const exact = exactTime(date);
  return (
    <time dateTime={time} title={exact} className="whitespace-nowrap">
      <span aria-hidden>{relativeTime(date, useNow())}</span>
      <span className="sr-only">{exact}</span>
    </time>
  );
}
