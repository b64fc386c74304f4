import { useMailRequest } from "~/social/me/useMailRequest";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";

export function ResendMail({ email }: { email: string }) {
  const { request, secondsLeft } = useMailRequest("activation", { justSent: true });
  return (
    <div className="grid gap-3">
      {request.error && <FormProblem error={request.error} />}
      <Button
        look="secondary"
        pending={request.isPending}
        disabled={secondsLeft > 0}
        onClick={() => request.mutate(email)}
        className="tabular-nums"
      >
        {secondsLeft > 0 ? t("sendAgainIn", { seconds: secondsLeft }) : t("sendAgain")}
      </Button>
      <p aria-live="polite" className="text-muted text-sm empty:hidden">
        {request.isSuccess && t("sentAgain")}
      </p>
    </div>
  );
}
