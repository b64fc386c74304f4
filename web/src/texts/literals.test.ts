import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import english from "./en.json";

const source = `${import.meta.dirname}/..`;
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.|^api\/(schema|limits)|^testing\//.test(file),
);

/** The attributes that users see or hear. */
const shown = /^(label|title|intro|hint|action|about|cancel|name|text|alt|placeholder|aria-label)$/;

/** Calls visit with each node of the file. */
function walk(file: string, visit: (node: ts.Node) => void) {
  const text = readFileSync(`${source}/${file}`, "utf8");
  const each = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, each);
  };
  each(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
}

/** Returns the literals in the file that look like texts for users, such as <p>Hello</p>. */
function literals(file: string): string[] {
  const found: string[] = [];
  walk(file, (node) => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(node.text.trim());
    if (!ts.isStringLiteral(node) && !ts.isTemplateHead(node) && !ts.isNoSubstitutionTemplateLiteral(node))
      return;
    // A sentence, or a word in an attribute that is shown.
    const { parent } = node;
    const inShown =
      (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) && shown.test(parent.name.getText());
    if (inShown ? /^\p{Lu}/u.test(node.text) : /^\p{Lu}\p{Ll}+ \p{L}/u.test(node.text)) found.push(node.text);
  });
  return found;
}

test("the catalogs have every text that users see", () => {
  const product = "Social"; // the same in each language
  const internal = [
    "The service can’t be reached.",
    "The session has ended.",
    "The service did not answer in time.",
  ];
  const all = files.flatMap((file) => literals(file).map((text) => `${file}: ${text}`));
  expect(all.filter((line) => ![product, ...internal].some((text) => line.endsWith(`: ${text}`)))).toEqual(
    [],
  );
});

test("every text of the catalogs is used in the code", () => {
  const used = new Set<string>();
  for (const file of files) walk(file, (node) => ts.isStringLiteral(node) && used.add(node.text));
  expect(Object.keys(english).filter((id) => !used.has(id))).toEqual([]);
});
