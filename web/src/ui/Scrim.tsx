/** What a dialog’s box looks like and where it stands. */
export const dialogClass =
  "-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-40 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl border border-line bg-raised p-5 shadow-float focus:outline-none";

/**
 * Dims what is behind a dialog. Radix's own overlay locks the scrolling with an
 * injected style element, which the content security policy refuses.
 */
export function Scrim() {
  return <div data-scroll-lock aria-hidden className="fixed inset-0 z-30 bg-scrim" />;
}
