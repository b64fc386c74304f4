import { t } from "~/texts/texts";
import { codePoints } from "./codePoints";

/**
 * Shows how much of a limit a text uses. Screen readers announce it only in the last
 * tenth: a number at every key press would drown out the typing.
 */
export function Counter({ text, limit }: { text: string; limit: number }) {
  const left = limit - codePoints(text);
  const near = left <= limit * 0.1;
  const tone = left < 0 ? "font-medium text-danger" : near ? "text-warning" : "text-muted";
  return (
    <span className={`shrink-0 whitespace-nowrap text-xs tabular-nums ${tone}`}>
      <span aria-hidden>
        {limit - left} / {limit}
      </span>
      <span className="sr-only" aria-live="polite">
        {near &&
          (left >= 0 ? t("charactersLeft", { count: left }) : t("charactersTooMany", { count: -left }))}
      </span>
    </span>
  );
}
