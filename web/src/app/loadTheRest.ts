const pause = 2_000;

/**
 * Fetches what the first screen did without, when it is there: a menu then opens
 * at once, and without a network too.
 */
export function loadTheRest() {
  setTimeout(() => {
    void Promise.allSettled([
      import("~/ui/OpenMenu"),
      import("~/social/post/DeletePost"),
      import("~/ui/Toaster"),
      import("~/features/feed/FilterPopover"),
      import("~/features/feed/ComposerForm"),
    ]);
  }, pause);
}
