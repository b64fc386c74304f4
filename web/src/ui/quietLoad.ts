let loading = 0;

/** Loads code that nobody waits for, or that has its own way to say that it did not come. */
export async function loadQuietly<T>(load: () => Promise<T>): Promise<T> {
  loading++;
  try {
    return await load();
  } finally {
    loading--;
  }
}

/** Whether code that fails to load now may be such code. */
export function isLoadingQuietly(): boolean {
  return loading > 0;
}
