/** The classes for a dialog’s look and position. */
export const dialogClass =
  "-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-40 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl border border-line bg-raised p-5 shadow-float focus:outline-none";

/**
 * Dims the page behind a dialog. It replaces Radix's overlay, which locks scrolling
 * with an injected style element that the content security policy blocks.
 */
export function Scrim() {
  return <div data-scroll-lock aria-hidden className="fixed inset-0 z-30 bg-scrim" />;
}
