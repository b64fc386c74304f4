import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useResendMail } from "~/social/me/useResendMail";
import { t } from "~/texts/texts";
import { fieldProblem } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { TextField } from "~/ui/TextField";

/** Requests a new activation mail, for users with a lost mail or an expired link. */
export function NewMailForm() {
  const [email, setEmail] = useState("");
  const { resend, secondsLeft } = useResendMail();
  const problem = fieldProblem(resend.error, "email");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        resend.mutate(email.trim());
      }}
      className="grid gap-4"
    >
      {resend.error && !problem && <FormProblem error={resend.error} />}
      <TextField
        label={t("email")}
        type="email"
        autoComplete="email"
        value={email}
        error={problem}
        onChange={(event) => {
          setEmail(event.target.value);
          resend.reset();
        }}
      />
      <Button type="submit" pending={resend.isPending} disabled={secondsLeft > 0} className="tabular-nums">
        {secondsLeft > 0 ? t("sendAgainIn", { seconds: secondsLeft }) : t("sendNewMail")}
      </Button>
      <p role="status" className="text-muted text-sm">
        {resend.isSuccess && `${t("newMailSent")} `}
        {t("alreadyConfirmed")}{" "}
        <Link to="/sign-in" className="text-link">
          {t("signIn")}
        </Link>
      </p>
    </form>
  );
}
