import { CloudAlert } from "lucide-react";
import { Failure } from "~/api/failure";
import { t } from "~/texts/texts";
import { Button } from "./Button";
import { explain } from "./explain";
import { useSecondsLeft } from "./secondsLeft";

/** Replaces content that failed to load, with a button to retry. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { title, text } = explain(error);
  const left = useSecondsLeft(error instanceof Failure ? error.retryAt : null);
  return (
    <div role="alert" className="flex flex-col items-center gap-1 px-6 py-14 text-center">
      <CloudAlert aria-hidden strokeWidth={1.5} className="mb-2 size-8 text-muted" />
      <h2 className="font-semibold">{title}</h2>
      <p className="max-w-sm text-muted text-sm">{text}</p>
      <Button
        look="secondary"
        size="small"
        className="mt-4 tabular-nums"
        disabled={left > 0}
        onClick={onRetry}
      >
        {left > 0 ? t("tryAgainIn", { seconds: left }) : t("tryAgain")}
      </Button>
    </div>
  );
}
