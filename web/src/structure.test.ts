import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = import.meta.dirname;
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && file !== "api/schema.ts")
  .map((file) => ({ file, text: readFileSync(`${source}/${file}`, "utf8") }));

// Lowest first. A folder may only import from folders to its left.
const floors = ["texts", "api", "ui", "social", "features", "app"];

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, path = ""]) => path);
}

test.each(floors)("%s imports lower floors only", (floor) => {
  const forbidden = floors.slice(floors.indexOf(floor) + 1);
  const offenders = files
    .filter(({ file }) => file.startsWith(`${floor}/`) && !file.includes(".test."))
    .flatMap(({ file, text }) => importsOf(text).map((path) => `${file}: ${path}`))
    .filter((line) => forbidden.some((other) => line.includes(`: ~/${other}/`)));
  expect(offenders).toEqual([]);
});

test("no feature imports another", () => {
  const offenders = files
    .filter(({ file }) => file.startsWith("features/"))
    .flatMap(({ file, text }) => importsOf(text).map((path) => `${file}: ${path}`))
    .filter((line) => /: (~\/features\/|\.\.\/)/.test(line));
  expect(offenders).toEqual([]);
});

test("no file grows beyond what one can keep in mind", () => {
  const long = files.filter(({ text }) => text.split("\n").length > 200).map(({ file }) => file);
  expect(long).toEqual([]);
});

test("only the client calls fetch, so that every request has the token and the same failures", () => {
  const offenders = files
    .filter(
      ({ file, text }) =>
        /\bfetch\(/.test(text) &&
        !["api/client.ts", "api/http.ts"].includes(file) &&
        !file.includes(".test."),
    )
    .map(({ file }) => file);
  expect(offenders).toEqual([]);
});
