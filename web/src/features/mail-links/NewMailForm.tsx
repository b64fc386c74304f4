import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMailRequest } from "~/social/me/useMailRequest";
import { t } from "~/texts/texts";
import { fieldProblem } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { TextField } from "~/ui/TextField";

/** Requests a new activation mail, for users with a lost mail or an expired link. */
export function NewMailForm() {
  const [email, setEmail] = useState("");
  const { request, secondsLeft } = useMailRequest("activation");
  const problem = fieldProblem(request.error, "email");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        request.mutate(email.trim());
      }}
      className="grid gap-4"
    >
      {request.error && !problem && <FormProblem error={request.error} />}
      <TextField
        label={t("email")}
        type="email"
        autoComplete="username"
        value={email}
        error={problem}
        onChange={(event) => {
          setEmail(event.target.value);
          request.reset();
        }}
      />
      <Button type="submit" pending={request.isPending} disabled={secondsLeft > 0} className="tabular-nums">
        {secondsLeft > 0 ? t("sendAgainIn", { seconds: secondsLeft }) : t("sendNewMail")}
      </Button>
      <p role="status" className="text-muted text-sm">
        {request.isSuccess && `${t("newMailSent")} `}
        {t("alreadyConfirmed")}{" "}
        <Link to="/sign-in" className="text-link">
          {t("signIn")}
        </Link>
      </p>
    </form>
  );
}
