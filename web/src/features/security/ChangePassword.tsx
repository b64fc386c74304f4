import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { api } from "~/api/client";
import { currentPasswordSchema, passwordSchema } from "~/social/me/accountRules";
import { NewPasswordField } from "~/social/me/NewPasswordField";
import { UsernameForManager } from "~/social/me/UsernameForManager";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { useLateFailure } from "~/ui/useLateFailure";
import { devicesKey } from "./devicesKey";

const schema = z.object({ current_password: currentPasswordSchema, password: passwordSchema });
const blank = { current_password: "", password: "" };

export function ChangePassword() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const { register, handleSubmit, reset, setError, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: blank,
  });
  const password = useWatch({ control, name: "password" });
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: t("password"), problem }));
  const change = useMutation({
    mutationFn: async (body: z.infer<typeof schema>) => {
      await api.PUT("/v1/account/password", { body });
    },
    onSuccess: () => {
      reset(blank);
      void client.invalidateQueries({ queryKey: devicesKey });
    },
    onError: (error) => {
      applyFieldErrors(error, ["current_password", "password"], setError, { password: "passwordGuessable" });
      tellIfLeft(error);
    },
  });
  const { errors } = formState;
  return (
    <form
      noValidate
      aria-label={t("password")}
      onSubmit={handleSubmit((values) => change.mutate(values))}
      className="grid max-w-sm gap-4"
    >
      <UsernameForManager />
      {change.error && Object.keys(errors).length === 0 && <FormProblem error={change.error} />}
      <PasswordField
        {...register("current_password")}
        label={t("currentPassword")}
        autoComplete="current-password"
        error={errors.current_password?.message}
      />
      <NewPasswordField
        {...register("password")}
        label={t("newPassword")}
        typed={password}
        own={me ? [me.username, me.email] : []}
        error={errors.password?.message}
      />
      <Button type="submit" look="secondary" pending={change.isPending} className="w-fit">
        {t("changePassword")}
      </Button>
      <p role="status" className="text-sm empty:hidden">
        {change.isSuccess && t("passwordChanged")}
      </p>
    </form>
  );
}
