import { chooseLanguage, chosenLanguage, type Language, languages } from "~/texts/language";
import { t } from "~/texts/texts";
import { fieldClass } from "~/ui/field";

export function LanguagePicker() {
  return (
    <select
      aria-label={t("language")}
      value={chosenLanguage()}
      onChange={({ target }) => chooseLanguage(target.value as Language)}
      className={`${fieldClass} h-10 max-w-sm`}
    >
      {Object.entries(languages).map(([language, name]) => (
        <option key={language} value={language} lang={language}>
          {name}
        </option>
      ))}
    </select>
  );
}
