import { useNow } from "./clock";
import { exactTime, relativeTime } from "./relativeTime";

/** A time as people say it, with the exact one on hover and for screen readers. */
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
