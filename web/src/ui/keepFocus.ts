/** Moves the focus to the content if the element that had it is about to leave the page. */
export function keepFocus() {
  setTimeout(() => {
    const { activeElement, body } = document;
    if (!activeElement || activeElement === body)
      document.getElementById("content")?.focus({ preventScroll: true });
  }, 100);
}
