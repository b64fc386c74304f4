/** Reads which case is shown first, for the way back from what was reported. */
export function readQueueSearch({ case: shown }: Record<string, unknown>): { case?: number } {
  const id = Number(shown);
  return Number.isSafeInteger(id) && id > 0 ? { case: id } : {};
}
