import { Monitor, Moon, Sun } from "lucide-react";
import { chooseTheme, type Theme, useTheme } from "~/ui/theme";

const themes: { theme: Theme; name: string; icon: typeof Sun }[] = [
  { theme: "system", name: "System", icon: Monitor },
  { theme: "light", name: "Light", icon: Sun },
  { theme: "dark", name: "Dark", icon: Moon },
];

export function ThemePicker() {
  const chosen = useTheme();
  return (
    <fieldset className="grid max-w-sm grid-cols-3 gap-1 rounded-xl bg-sunken p-1">
      <legend className="sr-only">Theme</legend>
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
          {name}
        </label>
      ))}
    </fieldset>
  );
}
