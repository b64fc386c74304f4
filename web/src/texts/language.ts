/** The languages of the texts, with their own names. */
export const languages = { en: "English", de: "Deutsch" };

export type Language = keyof typeof languages;

const key = "language"; // public/first-paint.js reads it too

function isLanguage(name: string | null): name is Language {
  return Object.keys(languages).includes(name ?? "");
}

/** Returns the user's choice, else the first language of the browser that has texts, else English. */
export function chosenLanguage(): Language {
  const [language = "en"] = [stored(), ...navigator.languages.map(withoutRegion)].filter(isLanguage);
  return language;
}

/** Returns the language of a tag, such as de of de-AT. */
export function withoutRegion(tag: string): string {
  return tag.split("-")[0] ?? "";
}

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores the choice and reloads the page, which then has the texts of the language. */
export function chooseLanguage(language: Language) {
  try {
    localStorage.setItem(key, language);
  } catch {
    return; // Storage is disabled: a reload would forget the choice, and sign out.
  }
  window.location.reload();
}
