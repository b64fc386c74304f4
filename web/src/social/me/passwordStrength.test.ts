import { expect, test } from "vitest";
import { passwordStrength, type Strength } from "./passwordStrength";

const examples: [password: string, strength: Strength][] = [
  ["password", "common"],
  ["password123", "common"],
  ["P4ssw0rd!", "common"],
  ["12345678", "common"],
  ["aaaaaaaaaaaa", "common"],
  ["qwertyuiop", "common"],
  ["DragonDragonDragon", "common"],
  ["83650192", "weak"],
  ["maya1990", "common"],
  ["maya@example.com", "common"],
  ["tulip", "weak"],
  ["kX9#mQ2v", "fair"],
  ["blue heron", "fair"],
  ["blue heron tea", "good"],
  ["three herons by the water", "strong"],
  ["Ölwechsel in Köln um acht", "strong"],
];

test.each(examples)("“%s” is %s", (password, strength) => {
  expect(passwordStrength(password, ["maya", "maya@example.com"])).toBe(strength);
});

test("estimates even a very long password quickly", () => {
  expect(passwordStrength("ax".repeat(5_000))).toBe("common");
  expect(passwordStrength(`${"ax".repeat(5_000)}c`)).toBe("strong");
});
