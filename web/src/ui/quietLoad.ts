let loading = 0;

/**
 * Loads code without triggering a page reload on failure: code that is not needed
 * yet, or that handles the failure itself. See reloadAfterDeployment.
 */
export async function loadQuietly<T>(load: () => Promise<T>): Promise<T> {
  loading++;
  try {
    return await load();
  } finally {
    loading--;
  }
}

/** Reports whether a quiet load is in progress, so that a load error may be its own. */
export function isLoadingQuietly(): boolean {
  return loading > 0;
}
