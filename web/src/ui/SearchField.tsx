import { Search, X } from "lucide-react";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { listUsers } from "~/api/limits";
import { t } from "~/texts/texts";
import { codePoints } from "./codePoints";

interface Props {
  label: string;
  value: string;
  /** The minimum number of characters for a search. */
  minLength?: number;
  onChange: (value: string) => void;
}

const pause = 300;

/** Calls onChange 300 ms after the last key. An empty field ends the search at once. */
export function SearchField({ label, value, minLength = 1, onChange }: Props) {
  const hint = useId();
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(value);
  const typed = text.trim();
  const tooShort = typed !== "" && codePoints(typed) < minLength;
  const wanted = tooShort ? "" : typed;

  const search = useEffectEvent(() => {
    if (wanted === asked.current) return;
    asked.current = wanted;
    onChange(wanted);
  });

  // The value also changes from outside: the back button, a removed chip. A value
  // that this field set itself is ignored, since more may have been typed since.
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each key restarts the timer
  useEffect(() => {
    const timer = setTimeout(() => search(), wanted === "" ? 0 : pause);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <search className="relative block w-full">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 start-3 size-4 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        aria-describedby={tooShort ? hint : undefined}
        placeholder={label}
        maxLength={listUsers.search.maxLength}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setText("")}
        className="h-9 w-full rounded-lg border border-transparent bg-sunken ps-9 pe-9 text-sm transition-colors focus:border-accent focus:bg-surface focus:outline-2 focus:-outline-offset-1 focus:outline-accent/40 [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button
          type="button"
          aria-label={t("clearSearch")}
          onClick={() => {
            setText("");
            input.current?.focus();
          }}
          className="absolute top-1 end-1 flex size-7 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
      {tooShort && (
        <p id={hint} role="status" className="px-1 pt-1 text-muted text-xs">
          {t("searchTooShort", { min: minLength })}
        </p>
      )}
    </search>
  );
}
