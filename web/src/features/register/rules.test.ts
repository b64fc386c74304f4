import { expect, test } from "vitest";
import { registrationSchema } from "./rules";

const valid = { username: "maya_01", email: "maya@example.com", password: "password" };

test.each([
  ["valid values", {}, true],
  ["a short name", { username: "ab" }, false],
  ["a long name", { username: "a".repeat(31) }, false],
  ["an accent in the name", { username: "mayá" }, false],
  ["an address without a host", { email: "maya@" }, false],
  ["an address with a name", { email: "Maya <maya@example.com>" }, false],
  ["a password of 8 emoji", { password: "😀".repeat(8) }, true],
  ["a password of 72 bytes", { password: "😀".repeat(18) }, true],
  ["a password of 73 bytes", { password: `${"😀".repeat(18)}a` }, false],
  ["a password of spaces", { password: " ".repeat(9) }, false],
])("checks %s", (_, changes, accepted) => {
  expect(registrationSchema.safeParse({ ...valid, ...changes }).success).toBe(accepted);
});
