export function readPeopleSearch({ q }: Record<string, unknown>): { q?: string } {
  return typeof q === "string" && q !== "" ? { q: q.slice(0, 100) } : {};
}
