import { useQueryClient } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { api } from "~/api/client";
import { currentPasswordSchema, passwordSchema } from "~/social/me/accountRules";
import { NewPasswordField } from "~/social/me/NewPasswordField";
import { UsernameForManager } from "~/social/me/UsernameForManager";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { useRequestForm } from "~/ui/useRequestForm";
import { devicesKey } from "./devicesKey";

const schema = z.object({ current_password: currentPasswordSchema, password: passwordSchema });

export function ChangePassword() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const { register, control, submit, request, error, errors } = useRequestForm({
    label: t("password"),
    schema,
    blank: { current_password: "", password: "" },
    send: async (body) => {
      await api.PUT("/v1/account/password", { body });
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: devicesKey }),
    texts: { password: "passwordGuessable" },
  });
  const password = useWatch({ control, name: "password" });
  return (
    <form noValidate aria-label={t("password")} onSubmit={submit} className="grid max-w-sm gap-4">
      <UsernameForManager />
      {error && <FormProblem error={error} />}
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
      <Button type="submit" look="secondary" pending={request.isPending} className="w-fit">
        {t("changePassword")}
      </Button>
      <p role="status" className="text-sm empty:hidden">
        {request.isSuccess && t("passwordChanged")}
      </p>
    </form>
  );
}
