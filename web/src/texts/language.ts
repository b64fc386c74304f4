/** The languages of the texts, with their own names. */
export const languages = { en: "English", de: "Deutsch" };

export type Language = keyof typeof languages;

const key = "language"; // public/first-paint.js reads it too

function isLanguage(name: string | null): name is Language {
  return Object.keys(languages).includes(name ?? "");
}

/**
 * Returns the user's choice, else English. The browser's language does not decide,
 * because the pages of the account have English texts only.
 */
export function chosenLanguage(): Language {
  const choice = stored();
  return isLanguage(choice) ? choice : "en";
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
