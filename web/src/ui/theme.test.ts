import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseTheme } from "./theme";

const root = `${import.meta.dirname}/../..`;
const page = new DOMParser().parseFromString(readFileSync(`${root}/index.html`, "utf8"), "text/html");
const colors = [...page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];

const bar = () => colors.map((color) => `${color.content} ${color.getAttribute("media")}`);
const system = bar();

beforeEach(() => document.head.append(...colors));
afterEach(() => {
  chooseTheme("system");
  for (const color of colors) color.remove();
});

test("the browser's bar has the chosen theme, and the system's without a choice", () => {
  expect(system[0]).toBe("#fbfaf8 (prefers-color-scheme: light)");
  chooseTheme("dark");
  expect(bar()).toEqual(["#fbfaf8 not all", "#161716 all"]);
  chooseTheme("light");
  expect(bar()).toEqual(["#fbfaf8 all", "#161716 not all"]);
  chooseTheme("system");
  expect(bar()).toEqual(system);
});

test("the browser's bar has the stored theme from the start", () => {
  localStorage.setItem("theme", "dark");
  new Function(readFileSync(`${root}/public/first-paint.js`, "utf8"))();
  expect(bar()).toEqual(["#fbfaf8 not all", "#161716 all"]);
});
