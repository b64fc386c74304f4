import { listUsers } from "~/api/limits";
import { readText } from "~/ui/readText";

export function readPeopleSearch(search: Record<string, unknown>): { q?: string } {
  const q = readText(search.q);
  return q !== "" ? { q: q.slice(0, listUsers.search.maxLength) } : {};
}
