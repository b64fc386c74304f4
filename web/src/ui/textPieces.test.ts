import { expect, test } from "vitest";
import { type Piece, piecesOf } from "./textPieces";

const linked = (text: string) => piecesOf(text).filter((piece) => Object.keys(piece).length > 1);

const leads: [text: string, ...pieces: Piece[]][] = [
  [
    "See https://example.com/a_(b)?x=1#y.",
    { text: "https://example.com/a_(b)?x=1#y", url: "https://example.com/a_(b)?x=1#y" },
  ],
  ["(www.example.org)", { text: "www.example.org", url: "https://www.example.org" }],
  ["@maya, look!", { text: "@maya", username: "maya" }],
  ["Thanks @Tomas_2.", { text: "@Tomas_2", username: "Tomas_2" }],
  ["#birds and (#Straße)", { text: "#birds", tag: "birds" }, { text: "#Straße", tag: "Straße" }],
  ["#2024review #東京", { text: "#2024review", tag: "2024review" }, { text: "#東京", tag: "東京" }],
  [
    "example.com/@maya#birds @maya",
    { text: "example.com/@maya#birds", url: "https://example.com/@maya#birds" },
    { text: "@maya", username: "maya" },
  ],
];

test.each(leads)("in “%s” what leads elsewhere is found", (text, ...pieces) => {
  expect(linked(text)).toEqual(pieces);
});

test.each([
  "Nothing here.",
  "javascript:alert(1) data:text/html,x file:///etc/passwd ftp://example.com",
  "https://bank.example@evil.example/",
  "me@example.com, a@maya, #1, ##x, C#, &#x41;",
  `@ab, @${"x".repeat(31)}`,
  `#${"x".repeat(51)}`,
])("nothing in “%s” leads anywhere", (text) => {
  expect(linked(text)).toEqual([]);
});

test("all pieces together are the text", () => {
  const text = "a  https://example.com/\n@maya\t#birds\n\nz <b>&amp;</b> 👩‍👩‍👧 @maya@example.com";
  expect(
    piecesOf(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});
