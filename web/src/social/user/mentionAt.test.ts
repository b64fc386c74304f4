import { expect, test } from "vitest";
import { mentionAt } from "./mentionAt";

/** Calls mentionAt with the caret where the text has a |. */
function at(text: string) {
  return mentionAt(text.replace("|", ""), text.indexOf("|"));
}

test.each([
  ["@m|", { name: "m", start: 0, end: 2 }],
  ["Hello @may|", { name: "may", start: 6, end: 10 }],
  ["(@may|)", { name: "may", start: 1, end: 5 }],
  ["a\n@may|\nb", { name: "may", start: 2, end: 6 }],
  ["@maya and @to|", { name: "to", start: 10, end: 13 }],
  ["@to|mas and more", { name: "to", start: 0, end: 6 }],
  ["😀@m|", { name: "m", start: 2, end: 4 }],
  ["Hi.@maya|", { name: "maya", start: 3, end: 8 }],
])("%s is a mention", (text, mention) => {
  expect(at(text)).toEqual(mention);
});

test.each([
  "@|",
  "may|",
  "maya@example|",
  "maya@example.c|",
  "@maya |",
  "@maya, |",
  "@@maya|",
  "https://example.com/@maya|",
  "é@maya|",
  "a=@maya|",
  "@é|",
  `@${"m".repeat(31)}|`,
])("%s is no mention", (text) => {
  expect(at(text)).toBeNull();
});
