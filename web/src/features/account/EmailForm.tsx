import * as z from "zod/mini";
import { api } from "~/api/client";
import { currentPasswordSchema, emailSchema } from "~/social/me/accountRules";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { TextField } from "~/ui/TextField";
import { useRequestForm } from "~/ui/useRequestForm";

const schema = z.object({ email: emailSchema, password: currentPasswordSchema });

/** Requests another address. It replaces the old one when the user confirms it with a mailed link. */
export function EmailForm() {
  const { register, submit, request, error, errors } = useRequestForm({
    label: t("emailAddress"),
    schema,
    blank: { email: "", password: "" },
    send: async (body) => {
      await api.PUT("/v1/account/email", { body });
    },
    texts: { email: "badOtherEmail" },
  });
  return (
    <form noValidate aria-label={t("emailAddress")} onSubmit={submit} className="grid max-w-sm gap-4">
      {error && <FormProblem error={error} />}
      <TextField
        {...register("email")}
        label={t("newEmailAddress")}
        type="email"
        autoComplete="email"
        error={errors.email?.message}
      />
      <PasswordField
        {...register("password")}
        label={t("yourPassword")}
        autoComplete="current-password"
        error={errors.password?.message}
      />
      <Button type="submit" look="secondary" pending={request.isPending} className="w-fit">
        {t("changeAddress")}
      </Button>
      <p role="status" className="text-sm wrap-anywhere empty:hidden">
        {request.isSuccess && t("addressAsked", { email: request.variables.email })}
      </p>
    </form>
  );
}
