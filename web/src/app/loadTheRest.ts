const rest = [
  () => import("~/ui/OpenMenu"),
  () => import("~/social/post/DeletePost"),
  () => import("~/ui/Toaster"),
  () => import("~/features/feed/FilterPopover"),
  () => import("~/features/feed/ComposerForm"),
];
const pause = 2_000;
const distance = 300;

/**
 * Fetches what the first screen did without, when it is there: a menu then opens
 * at once, and without a network too. One part after the other, so that a slow
 * telephone can answer a touch between them.
 */
export function loadTheRest() {
  rest.forEach((load, index) => {
    setTimeout(() => void load().catch(() => undefined), pause + index * distance);
  });
}
