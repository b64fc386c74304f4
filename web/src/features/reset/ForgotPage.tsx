import { zodResolver } from "@hookform/resolvers/zod";
import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { emailSchema } from "~/social/me/accountRules";
import { useMailRequest } from "~/social/me/useMailRequest";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { FormProblem } from "~/ui/FormProblem";
import { TextField } from "~/ui/TextField";

const schema = z.object({ email: emailSchema });

/** Requests a link that resets the password. The API never says whether an address has an account. */
export function ForgotPage() {
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: "" },
  });
  const { request, secondsLeft } = useMailRequest("password-reset");
  const problem = formState.errors.email?.message;
  const submit = handleSubmit(({ email }) =>
    request.mutate(email, { onError: (error) => applyFieldErrors(error, ["email"], setError) }),
  );

  return (
    <EntryPage
      title={t("forgotTitle")}
      intro={t("forgotIntro")}
      footer={
        <Link to="/sign-in" className="text-link">
          {t("backToSignIn")}
        </Link>
      }
    >
      <form noValidate onSubmit={submit} className="grid gap-5">
        {request.error && !problem && <FormProblem error={request.error} />}
        <TextField
          {...register("email")}
          label={t("email")}
          type="email"
          autoComplete="username"
          error={problem}
        />
        <Button type="submit" pending={request.isPending} disabled={secondsLeft > 0} className="tabular-nums">
          {secondsLeft > 0 ? t("sendAgainIn", { seconds: secondsLeft }) : t("sendLink")}
        </Button>
        <div role="status" className="empty:hidden">
          {request.isSuccess && (
            <p className="flex gap-3 rounded-xl border border-line bg-surface p-4 text-sm">
              <MailCheck aria-hidden className="size-5 shrink-0 text-accent" />
              {t("linkSent")}
            </p>
          )}
        </div>
      </form>
    </EntryPage>
  );
}
