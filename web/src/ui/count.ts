import { t } from "~/texts/texts";
import { locale } from "./locale";

const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });

/** Formats a number with its noun: "1 follower", "1.2K followers". */
export function count(number: number, noun: "comments" | "followerCount" | "postCount"): string {
  return t(noun, { count: number, shown: compact.format(number) });
}
