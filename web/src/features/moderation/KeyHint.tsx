/** Shows the shortcut of a button. It is hidden from screen readers, to stay out of the button's name. */
export function KeyHint({ name }: { name: string }) {
  return (
    <kbd aria-hidden className="font-normal text-muted">
      {name}
    </kbd>
  );
}
