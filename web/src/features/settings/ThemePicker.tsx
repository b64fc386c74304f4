import { Monitor, Moon, Sun } from "lucide-react";
import { type TextId, t } from "~/texts/texts";
import { chooseTheme, type Theme, useTheme } from "~/ui/theme";

const themes: { theme: Theme; name: TextId; icon: typeof Sun }[] = [
  { theme: "system", name: "themeSystem", icon: Monitor },
  { theme: "light", name: "themeLight", icon: Sun },
  { theme: "dark", name: "themeDark", icon: Moon },
];

export function ThemePicker() {
  const chosen = useTheme();
  return (
    <fieldset className="grid max-w-sm grid-cols-3 gap-1 rounded-xl bg-sunken p-1">
      <legend className="sr-only">{t("theme")}</legend>
      {themes.map(({ theme, name, icon: Icon }) => (
        <label
          key={theme}
          className="flex h-9 items-center justify-center gap-2 rounded-lg text-muted text-sm transition-colors hover:text-ink has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="theme"
            checked={chosen === theme}
            onChange={() => chooseTheme(theme)}
            className="sr-only"
          />
          <Icon aria-hidden className="size-4" />
          {t(name)}
        </label>
      ))}
    </fieldset>
  );
}
