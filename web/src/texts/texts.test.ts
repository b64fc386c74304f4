import { readdirSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { chosenLanguage, languages } from "./language";
import { loadTexts, t } from "./texts";

const folder = import.meta.dirname;
const catalogs = readdirSync(folder).filter((file) => file.endsWith(".json"));

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
}

/** Returns the names of a message's values, such as {count}. */
function valuesOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name = ""]) => name))].sort();
}

const english = read("en.json");

test("each language has a catalog", () => {
  const names = Object.keys(languages);
  expect(catalogs.sort()).toEqual(names.map((name) => `${name}.json`).sort());
});

test.each(catalogs)("%s has the same texts as English, with the same values", (file) => {
  const texts = read(file);
  const shapeOf = (all: Record<string, string>) =>
    Object.entries(all).map(([id, text]) => `${id}: ${text.trim() ? valuesOf(text) : "empty"}`);
  expect(shapeOf(texts).sort()).toEqual(shapeOf(english).sort());
});

test("a text is in the language that was loaded, with its plural", async () => {
  expect([t("newPosts", { count: 1 }), t("newPosts", { count: 2 })]).toEqual(["1 new post", "2 new posts"]);
  await loadTexts("de");
  expect([t("signIn"), t("newPosts", { count: 2 })]).toEqual(["Anmelden", "2 neue Beiträge"]);
  expect(document.documentElement.lang).toBe("de");
  await loadTexts("en");
  expect(t("signIn")).toBe("Sign in");
});

test.each([
  [["de-AT", "en"], null, "de"],
  [["fr-FR", "de", "en"], null, "de"],
  [["fr-FR"], null, "en"],
  [["de"], "en", "en"],
  [["en-GB"], "de", "de"],
  [["de"], "xx", "de"],
])("in a browser with %j and the choice %j the language is %s", (browser, choice, language) => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(browser);
  if (choice) localStorage.setItem("language", choice);
  expect(chosenLanguage()).toBe(language);

  // The frame in index.html is English, so only an English feed begins with it.
  localStorage.setItem("session", "{}");
  window.history.replaceState(null, "", "/");
  new Function(readFileSync(`${folder}/../../public/first-paint.js`, "utf8"))();
  expect(document.documentElement.dataset.opens).toBe(language === "en" ? "feed" : undefined);
  delete document.documentElement.dataset.opens;
  localStorage.clear();
});
