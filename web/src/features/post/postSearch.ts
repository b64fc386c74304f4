export function readPostSearch(search: Record<string, unknown>): { edit?: true } {
  return search.edit === true || search.edit === "true" ? { edit: true } : {};
}
