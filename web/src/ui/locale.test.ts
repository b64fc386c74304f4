import { expect, test, vi } from "vitest";
import { chosenLocale } from "./locale";

const march = (locale: string[]) => new Date(2025, 2, 1).toLocaleDateString(locale, { month: "long" });

test.each([
  ["an English browser", ["en-US", "en"], "de", ["de"], "März"],
  ["a French browser without a choice", ["fr-FR"], null, ["en"], "March"],
  ["a French browser that also reads German", ["fr-FR", "de-AT", "en"], null, ["de-AT", "de"], "März"],
  ["a British browser", ["en-GB", "en"], null, ["en-GB", "en", "en"], "March"],
  ["a German browser", ["de-DE", "en-GB"], "en", ["en-GB", "en"], "March"],
])("dates are in the language of the texts in %s", (_, browser, choice, locale, month) => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(browser);
  if (choice) localStorage.setItem("language", choice);
  expect(chosenLocale()).toEqual(locale);
  expect(march(chosenLocale())).toBe(month);
});
