import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { api } from "~/api/client";
import { currentPasswordSchema, emailSchema } from "~/social/me/accountRules";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { TextField } from "~/ui/TextField";
import { useLateFailure } from "~/ui/useLateFailure";

const schema = z.object({ email: emailSchema, password: currentPasswordSchema });

/** Asks for another address. It changes when the link in the mail to it is opened. */
export function EmailForm() {
  const { register, handleSubmit, reset, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: "", password: "" },
  });
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: t("emailAddress"), problem }));
  const change = useMutation({
    mutationFn: async (body: z.infer<typeof schema>) => {
      await api.PUT("/v1/account/email", { body });
    },
    onSuccess: () => reset(),
    onError: (error) => {
      applyFieldErrors(error, ["email", "password"], setError, { email: "badOtherEmail" });
      tellIfLeft(error);
    },
  });
  const { errors } = formState;
  return (
    <form
      noValidate
      aria-label={t("emailAddress")}
      onSubmit={handleSubmit((values) => change.mutate(values))}
      className="grid max-w-sm gap-4"
    >
      {change.error && Object.keys(errors).length === 0 && <FormProblem error={change.error} />}
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
      <Button type="submit" look="secondary" pending={change.isPending} className="w-fit">
        {t("changeAddress")}
      </Button>
      <p role="status" className="text-sm wrap-anywhere empty:hidden">
        {change.isSuccess && t("addressAsked", { email: change.variables.email })}
      </p>
    </form>
  );
}
