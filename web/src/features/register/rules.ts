import * as z from "zod/mini";
import { codePoints } from "~/ui/codePoints";
import "~/ui/schema";

interface Rule {
  text: string;
  keeps: (value: string) => boolean;
}

export const usernameRules: Rule[] = [
  { text: "3 to 30 characters", keeps: (name) => name.length >= 3 && name.length <= 30 },
  { text: "Only letters A–Z, digits and _", keeps: (name) => /^[A-Za-z0-9_]+$/.test(name) },
];

const bytes = new TextEncoder();

export const passwordRules: Rule[] = [
  { text: "At least 8 characters", keeps: (password) => codePoints(password) >= 8 && password.trim() !== "" },
  // The password hash takes at most 72 bytes, and an emoji takes four.
  {
    text: "At most 72 characters (accents and emoji count for more)",
    keeps: (password) => bytes.encode(password).length <= 72,
  },
];

function keeping(rules: Rule[], problem: string) {
  return z.string().check(z.refine((text) => rules.every((rule) => rule.keeps(text)), problem));
}

export const registrationSchema = z.object({
  username: keeping(usernameRules, "The username does not meet the rules below"),
  email: z.string().check(
    z.trim(),
    z.refine((email) => /^[^\s@<>"]+@[^\s@<>"]+$/.test(email), "Enter an email address"),
    z.refine((email) => codePoints(email) <= 255, "At most 255 characters"),
  ),
  password: keeping(passwordRules, "The password does not meet the rules below"),
});

export type RegistrationForm = z.infer<typeof registrationSchema>;
