import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { Failure } from "~/api/failure";
import { type TextId, t } from "~/texts/texts";
import { sentence } from "./explain";

export type Texts = Partial<Record<string, TextId>>;

// Texts for fields that keep the form's own rules but that the API refuses. The API names
// the field, and says why in English only.
const usual: Texts = {
  email: "badEmail",
  password: "passwordWrong",
  current_password: "passwordWrong",
  code: "codeWrong",
  website: "badWebsite",
  display_name: "badText",
  bio: "badText",
  location: "badText",
  title: "badText",
  content: "badText",
  tags: "badText",
};

/** Returns what to say about the field if the API refused it. texts replace the usual ones. */
export function fieldProblem(error: unknown, field: string, texts: Texts = {}): string | undefined {
  if (!(error instanceof Failure)) return undefined;
  const [, rule] =
    Object.entries(error.fields).find(([name]) => name === field || name.startsWith(`${field}[`)) ?? [];
  if (rule === undefined) return undefined;
  const text = texts[field] ?? usual[field];
  return text ? t(text) : sentence(rule);
}

/**
 * Shows the API's validation errors at their fields and focuses the first one. If the
 * error names none of these fields, the form must show it.
 */
export function applyFieldErrors<T extends FieldValues>(
  error: unknown,
  fields: readonly Path<T>[],
  setError: UseFormSetError<T>,
  texts?: Texts,
): void {
  let shouldFocus = true;
  for (const field of fields) {
    const message = fieldProblem(error, field, texts);
    if (!message) continue;
    setError(field, { message }, { shouldFocus });
    shouldFocus = false;
  }
}
