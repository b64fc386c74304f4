import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = import.meta.dirname;

/** A package in package-lock.json. A bundled package has no hash of its own. */
interface Locked {
  resolved?: string;
  integrity?: string;
  inBundle?: boolean;
}
const lock = JSON.parse(readFileSync(`${source}/../package-lock.json`, "utf8"));
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && file !== "api/schema.ts")
  .map((file) => ({ file, text: readFileSync(`${source}/${file}`, "utf8") }));

// Lowest first. A folder may only import from folders to its left.
const layers = ["texts", "api", "ui", "social", "features", "app"];

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, path = ""]) => path);
}

test.each(layers)("%s imports lower layers only", (layer) => {
  const forbidden = layers.slice(layers.indexOf(layer) + 1);
  const offenders = files
    .filter(({ file }) => file.startsWith(`${layer}/`) && !file.includes(".test."))
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

test("no file has 200 lines or more", () => {
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

test("only loadable calls lazy, which would never recover from a failure", () => {
  const offenders = files
    .filter(({ file, text }) => /\blazy[<(]/.test(text) && file !== "ui/loadable.tsx")
    .map(({ file }) => file);
  expect(offenders).toEqual([]);
});

test("no object is written at a computed key, because a response could name it __proto__", () => {
  const offenders = files
    .filter(({ file }) => !file.includes(".test.") && !file.startsWith("testing/"))
    .flatMap(({ file, text }) => text.split("\n").map((line) => `${file}: ${line}`))
    .filter((line) =>
      /[\w)\]]\[[^\]"]+\]\s*(\?\?|\|\||&&|[-+])?=[^=>]|__proto__|Object\.setPrototypeOf/.test(line),
    );
  expect(offenders).toEqual([]);
});

test("every package comes from the registry and has its hash", () => {
  const registry = "https://registry.npmjs.org/";
  const packages = Object.entries<Locked>(lock.packages).filter(([path, { inBundle }]) => path && !inBundle);
  const offenders = packages
    .filter(
      ([, { resolved = registry, integrity = "" }]) =>
        !`${resolved} ${integrity}`.match(`^${registry}.* sha512-`),
    )
    .map(([path]) => path);
  expect(packages.length).toBeGreaterThan(100);
  expect(offenders).toEqual([]);
});
