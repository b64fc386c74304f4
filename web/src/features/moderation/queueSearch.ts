/** Parses the case that is shown first, so that Back from what was reported returns to it. */
export function readQueueSearch({ case: shown }: Record<string, unknown>): { case?: number } {
  const id = Number(shown);
  return Number.isSafeInteger(id) && id > 0 ? { case: id } : {};
}
