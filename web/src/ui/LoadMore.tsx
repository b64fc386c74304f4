import { useEffect, useEffectEvent, useRef } from "react";
import { t } from "~/texts/texts";
import { Button } from "./Button";
import { explain } from "./explain";

interface Props {
  label: string;
  /** Shown above the button. */
  note?: string | undefined;
  /** Whether to load without a press when the end of the list is near. */
  byItself?: boolean;
  /** The error of the last attempt. It stops automatic loading. */
  error: unknown;
  pending: boolean;
  onLoad: () => void;
}

/** Loads the next page when the end of the list is within 600 px of the screen, or on a press. */
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
        {error ? t("tryAgain") : label}
      </Button>
    </div>
  );
}
