import { listUsers } from "~/api/limits";

export function readPeopleSearch({ q }: Record<string, unknown>): { q?: string } {
  return typeof q === "string" && q !== "" ? { q: q.slice(0, listUsers.search.maxLength) } : {};
}
