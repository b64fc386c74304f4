import { useResendMail } from "~/social/me/useResendMail";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";

export function ResendMail({ email }: { email: string }) {
  const { resend, secondsLeft } = useResendMail({ justSent: true });
  return (
    <div className="grid gap-3">
      {resend.error && <FormProblem error={resend.error} />}
      <Button
        look="secondary"
        pending={resend.isPending}
        disabled={secondsLeft > 0}
        onClick={() => resend.mutate(email)}
        className="tabular-nums"
      >
        {secondsLeft > 0 ? t("sendAgainIn", { seconds: secondsLeft }) : t("sendAgain")}
      </Button>
      <p aria-live="polite" className="text-muted text-sm empty:hidden">
        {resend.isSuccess && t("sentAgain")}
      </p>
    </div>
  );
}
