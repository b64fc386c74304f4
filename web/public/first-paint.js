// Runs before the first paint, so that the page does not flash. It applies the chosen
// theme (without one, the style sheet follows the system), shows the feed's frame in
// index.html, which is English, if the feed will open in English, and preloads the
// code of the page that will open.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
    for (const color of document.querySelectorAll("meta[data-scheme]"))
      color.setAttribute("media", color.dataset.scheme === theme ? "all" : "not all"); // like src/ui/theme.ts
  }

  const session = sessionStorage.getItem("session") ?? localStorage.getItem("session");
  const { pathname, search } = window.location;
  const languages = [
    localStorage.getItem("language"),
    ...navigator.languages.map((tag) => tag.split("-")[0]),
  ];
  const language = languages.find((name) => name === "en" || name === "de") ?? "en"; // like src/texts/language.ts
  if (session && language === "en" && pathname === "/" && search === "")
    document.documentElement.dataset.opens = "feed";

  const needsSession = /^\/($|posts|people|notifications)/.test(pathname);
  const opens = session || !needsSession ? pathname : "/sign-in";
  const preloads = JSON.parse(document.getElementById("page-preloads").textContent); // see pagePreloads.ts
  for (const href of preloads.find(([path]) => new RegExp(path).test(opens))?.[1] ?? []) {
    const link = document.createElement("link");
    document.head.append(Object.assign(link, { rel: "modulepreload", crossOrigin: "", href }));
  }
} catch {
  // Storage is disabled: use the system's theme, and no user is signed in.
}
