import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

// public/first-paint.js reads the same key before the first paint.
const key = "theme";
const listeners = new Set<() => void>();

function chosen(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosen);
}

/** Makes the browser's bar as light or dark as the page. public/first-paint.js does so before the first paint. */
function paintBar(theme: Theme) {
  for (const color of document.querySelectorAll<HTMLMetaElement>("meta[data-scheme]")) {
    const { scheme } = color.dataset;
    const chosen = scheme === theme ? "all" : "not all";
    color.setAttribute("media", theme === "system" ? `(prefers-color-scheme: ${scheme})` : chosen);
  }
}

export function chooseTheme(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  paintBar(theme);
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage is disabled: the choice lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}
