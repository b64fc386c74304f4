import { useEffect, useState } from "react";

/** Returns the seconds left until a time, rounded up, counting down to 0. */
export function useSecondsLeft(until: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
  const waiting = until !== null && until > Date.now();
  useEffect(() => {
    if (!waiting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [waiting]);
  return left;
}

/** Formats a waiting time: "40 s", and above two minutes "59 min". */
export function timeLeft(seconds: number): string {
  return seconds > 120 ? `${Math.ceil(seconds / 60)} min` : `${seconds} s`;
}
