import { ArrowUp } from "lucide-react";

interface Props {
  /** Says how many there are. Without it, nothing is shown. */
  text: string | false;
  /** Whether it is on the line above the list, so that only half of it covers a row. */
  onLine?: boolean;
  onShow: () => void;
}

/** Announces new rows above a list, without moving it. The reader decides when to show them. */
export function NewRows({ text, onLine = false, onShow }: Props) {
  return (
    <div
      role="status"
      className={`pointer-events-none sticky z-10 flex h-0 justify-center overflow-visible ${onLine ? "top-[calc(5rem+var(--notice))]" : "top-[calc(4rem+var(--notice))]"}`}
    >
      {text && (
        <button
          type="button"
          onClick={onShow}
          className={`pointer-events-auto flex h-8 animate-appear items-center gap-1.5 rounded-full bg-accent px-3.5 font-medium text-on-accent text-sm shadow-float hover:bg-accent-hover ${onLine ? "-mt-4" : "mt-2"}`}
        >
          <ArrowUp aria-hidden className="size-4" />
          {text}
        </button>
      )}
    </div>
  );
}
