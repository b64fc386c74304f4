import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { Failure } from "~/api/failure";
import { sentence } from "./explain";

/**
 * Shows the API's validation errors at their fields and focuses the first one.
 * Returns false if the error names none of these fields; the form must then show it.
 */
export function applyFieldErrors<T extends FieldValues>(
  error: unknown,
  fields: Path<T>[],
  setError: UseFormSetError<T>,
): boolean {
  if (!(error instanceof Failure)) return false;
  let applied = false;
  for (const [name, rule] of Object.entries(error.fields)) {
    const field = fields.find((candidate) => name === candidate || name.startsWith(`${candidate}[`));
    if (!field) continue;
    setError(field, { message: sentence(rule) }, { shouldFocus: !applied });
    applied = true;
  }
  return applied;
}
