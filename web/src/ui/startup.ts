let over: Promise<void> = Promise.resolve();

/** Begins the app's startup, which ends after the given time. */
export function beginStartup(milliseconds: number) {
  over = new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Returns a function that loads code when startup is over, or at once if it has not
 * begun. Code that the first screen does not need should not delay that screen.
 */
export function afterStartup<T>(load: () => Promise<T>): () => Promise<T> {
  return () => over.then(load);
}

/** Returns a function that loads code once the browser has painted what is drawn now. */
export function afterPaint<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return load();
  };
}
