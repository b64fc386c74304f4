import { t } from "~/texts/texts";
import { locale } from "./locale";

const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });

/** Formats a number briefly: "1.2K". */
export function compactNumber(number: number): string {
  return compact.format(number);
}

/** The highest count of new things that the API returns. It stands for "more than 99". */
export const countLimit = 100;

/** Formats a number of new things: "3", "99+". */
export function shortCount(count: number): string {
  return count >= countLimit ? `${countLimit - 1}+` : `${count}`;
}

/** Formats a number with its noun: "1 follower", "1.2K followers". */
export function count(
  number: number,
  noun: "comments" | "followerCount" | "likes" | "postCount" | "showReplies",
): string {
  return t(noun, { count: number, shown: compactNumber(number) });
}
