import { expect, test } from "vitest";
import type { Author } from "~/api/objects";
import { type Piece, piecesOf } from "./textPieces";

const mentions: Author[] = ["maya", "tomas", "Tomas_2", "x"].map((username, place) => ({
  id: place + 1,
  username,
  display_name: "Somebody",
}));

const linked = (text: string) => piecesOf(text, mentions).filter((piece) => Object.keys(piece).length > 1);

const examples: [text: string, ...pieces: Piece[]][] = [
  [
    "See https://example.com/a_(b)?x=1#y.",
    { text: "https://example.com/a_(b)?x=1#y", url: "https://example.com/a_(b)?x=1#y" },
  ],
  ["(www.example.org)", { text: "www.example.org", url: "https://www.example.org" }],
  ["@maya, look!", { text: "@maya", userId: 1 }],
  ["Thanks @TOMAS_2.", { text: "@TOMAS_2", userId: 3 }],
  ["Hi.@maya", { text: "@maya", userId: 1 }],
  ["#birds and (#Straße)", { text: "#birds", tag: "birds" }, { text: "#Straße", tag: "Straße" }],
  ["#2024review #東京", { text: "#2024review", tag: "2024review" }, { text: "#東京", tag: "東京" }],
  [
    "example.com/@maya#birds @maya",
    { text: "example.com/@maya#birds", url: "https://example.com/@maya#birds" },
    { text: "@maya", userId: 1 },
  ],
];

test.each(examples)("finds the links in “%s”", (text, ...pieces) => {
  expect(linked(text)).toEqual(pieces);
});

test.each([
  "Nothing here.",
  "javascript:alert(1) data:text/html,x file:///etc/passwd ftp://example.com",
  "https://bank.example@evil.example/",
  "me@example.com, #1, ##x, C#, &#x41;",
  "a@maya é@maya _@maya @@maya #@maya a=@maya @mayaé",
  "@maya@x @maya@tomas @maya@tomas.example ftp://@maya",
  `#${"x".repeat(51)}`,
])("finds no link in “%s”", (text) => {
  expect(linked(text)).toEqual([]);
});

test("names that the API does not list as mentions are plain text, such as the 11th", () => {
  const names = Array.from({ length: 11 }, (_, place) => `name_${place}`);
  const ten = names.slice(0, 10).map((username, id) => ({ id: id + 1, username, display_name: username }));
  const links = piecesOf(names.map((name) => `@${name}`).join(" "), ten).filter(({ userId }) => userId);
  expect(links.map(({ text }) => text)).toEqual(names.slice(0, 10).map((name) => `@${name}`));
});

test("after a user is renamed, only the new name is a link", () => {
  const renamed = [{ id: 1, username: "maya_2", display_name: "maya" }];
  expect(piecesOf("@maya @maya_2", renamed)).toEqual([{ text: "@maya " }, { text: "@maya_2", userId: 1 }]);
});

test("the pieces add up to the text", () => {
  const text = "a  https://example.com/\n@maya\t#birds\n\nz <b>&amp;</b> 👩‍👩‍👧 @maya@example.com";
  expect(
    piecesOf(text, mentions)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});
