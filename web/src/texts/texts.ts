import { type Messages, setupI18n } from "@lingui/core";
import english from "./en.json";
import { chosenLanguage, type Language } from "./language";

/** Names a text of the catalogs, in en.json and each other language. */
export type TextId = keyof typeof english;

// English comes with the app, and any other language as a file of its own.
const others: Record<Exclude<Language, "en">, () => Promise<{ default: unknown }>> = {
  de: () => import("./de.json"),
};

// The build compiles the catalogs; see textsPlugin.ts.
const compiled = (catalog: unknown) => catalog as Messages;

const i18n = setupI18n({ locale: "en", messages: { en: compiled(english) } });

/** Returns a text in the user's language. Call it when the text is shown, after the language has loaded. */
export function t(id: TextId, values?: Record<string, string | number>): string {
  return i18n._(id, values);
}

/** Loads the texts of the user's language. If that fails, they are English. */
export async function loadTexts(language: Language = chosenLanguage()): Promise<void> {
  try {
    if (language !== "en") i18n.load(language, compiled((await others[language]()).default));
    i18n.activate(language);
    document.documentElement.lang = language;
    document.documentElement.dir = isRightToLeft(language) ? "rtl" : "ltr";
  } catch {
    // Offline, or gone after a deployment: the next start tries again.
  }
}

function isRightToLeft(language: string): boolean {
  return /^(ar|fa|he|ur)\b/.test(language);
}
