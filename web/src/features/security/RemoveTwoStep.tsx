import * as z from "zod/mini";
import { api } from "~/api/client";
import { currentPasswordSchema } from "~/social/me/accountRules";
import { UsernameForManager } from "~/social/me/UsernameForManager";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { CodeField } from "~/ui/CodeField";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { useRequestForm } from "~/ui/useRequestForm";

const schema = z.object({
  password: currentPasswordSchema,
  code: z.string().check(z.trim(), z.minLength(1, { error: () => t("codeMissing") })),
});

export function RemoveTwoStep({ onRemoved, onCancel }: { onRemoved: () => void; onCancel: () => void }) {
  const { register, submit, request, error, errors } = useRequestForm({
    label: t("twoStepOff"),
    schema,
    blank: { password: "", code: "" },
    send: async (body) => {
      await api.POST("/v1/account/totp/removal", { body });
    },
    onSuccess: onRemoved,
  });
  return (
    <form noValidate aria-label={t("twoStepOff")} onSubmit={submit} className="grid max-w-sm gap-4">
      <UsernameForManager />
      {error && <FormProblem error={error} reasons={{ 409: "twoStepChanged" }} />}
      <PasswordField
        {...register("password")}
        label={t("yourPassword")}
        autoComplete="current-password"
        error={errors.password?.message}
      />
      <CodeField {...register("code")} hint={t("codeHintRemove")} error={errors.code?.message} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" pending={request.isPending}>
          {t("turnOff")}
        </Button>
        <Button look="quiet" disabled={request.isPending} onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
