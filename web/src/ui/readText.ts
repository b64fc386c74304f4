/** Returns a text of the address, or "" if it is none. The API refuses a text with a NUL. */
export function readText(value: unknown): string {
  return typeof value === "string" && !value.includes("\0") ? value : "";
}
