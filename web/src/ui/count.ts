import { locale } from "./locale";

const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });

/** Formats a number with its noun: "1 follower", "1.2K followers". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${compact.format(number)} ${number === 1 ? one : many}`;
}
