/** The key that does what a button does. Screen readers hear it as the button's shortcut, not as its name. */
export function KeyHint({ name }: { name: string }) {
  return (
    <kbd aria-hidden className="font-normal text-muted">
      {name}
    </kbd>
  );
}
