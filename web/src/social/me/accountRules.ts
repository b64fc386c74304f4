import * as z from "zod/mini";
import { registration } from "~/api/limits";
import { codePoints } from "~/ui/codePoints";
import type { Rule } from "~/ui/RuleList";
import "~/ui/schema";

const { username, email, password } = registration;

export const usernameRules: Rule[] = [
  {
    text: `${username.minLength} to ${username.maxLength} characters`,
    keeps: (name) => name.length >= username.minLength && name.length <= username.maxLength,
  },
  { text: "Only letters A–Z, digits and _", keeps: (name) => new RegExp(username.pattern).test(name) },
];

const bytes = new TextEncoder();

export const passwordRules: Rule[] = [
  {
    text: `At least ${password.minLength} characters`,
    keeps: (typed) => codePoints(typed) >= password.minLength && typed.trim() !== "",
  },
  // The password hash has a limit in bytes, and an emoji takes four.
  {
    text: `At most ${password.maxBytes} characters (accents and emoji count for more)`,
    keeps: (typed) => bytes.encode(typed).length <= password.maxBytes,
  },
];

function keeping(rules: Rule[], problem: string) {
  return z.string().check(z.refine((text) => rules.every((rule) => rule.keeps(text)), problem));
}

export const usernameSchema = keeping(usernameRules, "The username does not meet the rules below");

export const emailSchema = z.string().check(
  z.trim(),
  z.refine((address) => /^[^\s@<>"]+@[^\s@<>"]+$/.test(address), "Enter an email address"),
  z.refine((address) => codePoints(address) <= email.maxLength, `At most ${email.maxLength} characters`),
);

export const passwordSchema = keeping(passwordRules, "The password does not meet the rules below");

/** The password of an account that exists. Only the API knows if it is right. */
export const currentPasswordSchema = z.string().check(z.minLength(1, "Enter your password"));
