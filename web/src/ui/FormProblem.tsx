import { Failure } from "~/api/failure";
import { t } from "~/texts/texts";
import { explain, type Reasons } from "./explain";
import { timeLeft, useSecondsLeft } from "./secondsLeft";

/** Explains why a form could not be sent. Use it for errors that no field shows. */
export function FormProblem({ error, reasons }: { error: unknown; reasons?: Reasons | undefined }) {
  const left = useSecondsLeft(error instanceof Failure ? error.retryAt : null);
  const { title, text } = explain(error, reasons);
  return (
    <div role="alert" className="rounded-lg bg-danger-soft px-3.5 py-2.5 text-sm">
      <p className="font-medium text-danger">{title}</p>
      <p>
        {text}{" "}
        {left > 0 && (
          <span className="tabular-nums">{t("tryAgainInSentence", { time: timeLeft(left) })}</span>
        )}
      </p>
    </div>
  );
}
