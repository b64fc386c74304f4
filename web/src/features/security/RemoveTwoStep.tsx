import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { api } from "~/api/client";
import { currentPasswordSchema } from "~/social/me/accountRules";
import { UsernameForManager } from "~/social/me/UsernameForManager";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { CodeField } from "~/ui/CodeField";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { useLateFailure } from "~/ui/useLateFailure";

const schema = z.object({
  password: currentPasswordSchema,
  code: z.string().check(z.trim(), z.minLength(1, { error: () => t("codeMissing") })),
});

export function RemoveTwoStep({ onRemoved, onCancel }: { onRemoved: () => void; onCancel: () => void }) {
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { password: "", code: "" },
  });
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: t("twoStepOff"), problem }));
  const remove = useMutation({
    mutationFn: async (body: z.infer<typeof schema>) => {
      await api.POST("/v1/account/totp/removal", { body });
    },
    onSuccess: onRemoved,
    onError: (error) => {
      applyFieldErrors(error, ["password", "code"], setError);
      tellIfLeft(error);
    },
  });
  const { errors } = formState;
  return (
    <form
      noValidate
      aria-label={t("twoStepOff")}
      onSubmit={handleSubmit((values) => remove.mutate(values))}
      className="grid max-w-sm gap-4"
    >
      <UsernameForManager />
      {remove.error && Object.keys(errors).length === 0 && (
        <FormProblem error={remove.error} reasons={{ 409: "twoStepChanged" }} />
      )}
      <PasswordField
        {...register("password")}
        label={t("yourPassword")}
        autoComplete="current-password"
        error={errors.password?.message}
      />
      <CodeField {...register("code")} hint={t("codeHintRemove")} error={errors.code?.message} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" pending={remove.isPending}>
          {t("turnOff")}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
