import { useEffect, useEffectEvent, useRef } from "react";
import { Button } from "./Button";
import { explain } from "./explain";

interface Props {
  label: string;
  /** Said above the button. */
  note?: string | undefined;
  /** Whether it loads before it is pressed. */
  byItself?: boolean;
  /** Why the last attempt failed: then nothing loads by itself. */
  error: unknown;
  pending: boolean;
  onLoad: () => void;
}

/** Loads what follows before the end of the list comes into sight, or at a press. */
export function LoadMore({ label, note, byItself = true, error, pending, onLoad }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const load = useEffectEvent(onLoad);
  const ready = byItself && !pending && !error;

  useEffect(() => {
    if (!ready || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load(), {
      rootMargin: "600px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [ready]);

  return (
    <div ref={end} className="flex flex-col items-center gap-2 px-4 py-6">
      {error ? (
        <p role="alert" className="text-muted text-sm">
          {explain(error).title}.
        </p>
      ) : null}
      {note && <p className="text-muted text-sm">{note}</p>}
      <Button look="secondary" size="small" pending={pending} onClick={onLoad}>
        {error ? "Try again" : label}
      </Button>
    </div>
  );
}
