// Decides before the first paint what it shows, so that the page never flashes:
// a chosen theme (without one the style sheet follows the system), and the feed's
// frame, which index.html has, if it is the feed that will open.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

  const token = sessionStorage.getItem("token") ?? localStorage.getItem("token");
  const { pathname, search } = window.location;
  if (token && pathname === "/" && search === "") document.documentElement.dataset.opens = "feed";
} catch {
  // Storage is switched off: it is the system's theme, and nobody is signed in.
}
