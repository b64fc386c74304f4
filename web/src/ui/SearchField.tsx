import { Search, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

const pause = 300;

/** Searches when the typing pauses. */
export function SearchField({ label, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const search = useEffectEvent(() => {
    if (text.trim() !== value) onChange(text.trim());
  });

  // The value also changes from outside: the back button, a removed chip.
  useEffect(() => setText(value), [value]);

  useEffect(() => {
    if (text.trim() === "") return;
    const timer = setTimeout(() => search(), pause);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <search className="relative block w-full">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={100}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-9 w-full rounded-lg border border-transparent bg-sunken pr-9 pl-9 text-sm transition-colors focus:border-accent focus:bg-surface focus:outline-2 focus:-outline-offset-1 focus:outline-accent/40 [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => {
            setText("");
            onChange("");
          }}
          className="absolute top-1 right-1 flex size-7 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </search>
  );
}
