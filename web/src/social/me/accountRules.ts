import * as z from "zod/mini";
import { registration } from "~/api/limits";
import { type TextId, t } from "~/texts/texts";
import { codePoints } from "~/ui/codePoints";
import type { Rule } from "~/ui/RuleList";
import "~/ui/schema";

const { username, email, password } = registration;

export const usernameRules: Rule[] = [
  {
    text: () => t("ruleNameLength", { min: username.minLength, max: username.maxLength }),
    keeps: (name) => name.length >= username.minLength && name.length <= username.maxLength,
  },
  { text: () => t("ruleNameLetters"), keeps: (name) => new RegExp(username.pattern).test(name) },
];

const bytes = new TextEncoder();

export const passwordRules: Rule[] = [
  {
    text: () => t("rulePasswordMin", { min: password.minLength }),
    keeps: (typed) => codePoints(typed) >= password.minLength && typed.trim() !== "",
  },
  // The password hash has a limit in bytes, and an emoji takes four.
  {
    text: () => t("rulePasswordMax", { max: password.maxBytes }),
    keeps: (typed) => bytes.encode(typed).length <= password.maxBytes,
  },
];

function keeping(rules: Rule[], problem: TextId) {
  return z
    .string()
    .check(z.refine((text) => rules.every((rule) => rule.keeps(text)), { error: () => t(problem) }));
}

export const usernameSchema = keeping(usernameRules, "badUsername");

export const emailSchema = z.string().check(
  z.trim(),
  z.refine((address) => /^[^\s@<>"]+@[^\s@<>"]+$/.test(address), { error: () => t("badEmail") }),
  z.refine((address) => codePoints(address) <= email.maxLength, {
    error: () => t("atMostCharacters", { limit: email.maxLength }),
  }),
);

export const passwordSchema = keeping(passwordRules, "badPassword");

/** The password of an account that exists. Only the API knows if it is right. */
export const currentPasswordSchema = z.string().check(z.minLength(1, { error: () => t("passwordMissing") }));
