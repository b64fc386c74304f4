interface Props<T extends string> {
  /** Names the group, to screen readers too. */
  label: string;
  /** Whether only screen readers get the label. */
  hideLabel?: boolean;
  name: string;
  value: T;
  choices: [value: T, label: string][];
  onChange: (value: T) => void;
}

/** A group of choices, of which the arrow keys select one. */
export function RadioList<T extends string>({
  label,
  hideLabel = false,
  name,
  value,
  choices,
  onChange,
}: Props<T>) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className={hideLabel ? "sr-only" : "mb-1 font-medium text-sm"}>{label}</legend>
      {choices.map(([choice, text]) => (
        <label key={choice} className="flex w-fit items-center gap-2.5 py-1 text-sm">
          <input
            type="radio"
            name={name}
            checked={value === choice}
            onChange={() => onChange(choice)}
            className="size-4.5 accent-accent"
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
