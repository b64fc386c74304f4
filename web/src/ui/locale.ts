import { chosenLanguage, withoutRegion } from "~/texts/language";

/** Dates and numbers are parts of sentences, so they are written in the language of the texts. */
export const locale: readonly string[] = chosenLocale();

/**
 * Returns the language of the texts, for Intl. The browser's regions come first, if they
 * have that language: de-AT writes Jänner.
 */
export function chosenLocale(): string[] {
  const language = chosenLanguage();
  return [...navigator.languages.filter((tag) => withoutRegion(tag) === language), language];
}
