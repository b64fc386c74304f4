import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { Failure } from "~/api/failure";
import { usernameRules, usernameSchema } from "~/social/me/accountRules";
import { useMe } from "~/social/me/useMe";
import { useUpdateAccount } from "~/social/me/useUpdateAccount";
import { t } from "~/texts/texts";
import { fieldProblem } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { locale } from "~/ui/locale";
import { RuleList } from "~/ui/RuleList";
import { TextField } from "~/ui/TextField";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";

const schema = z.object({ username: usernameSchema });

export function UsernameForm() {
  const { data: me } = useMe();
  const { register, handleSubmit, setError, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { username: "" },
    values: { username: me?.username ?? "" },
    resetOptions: { keepDirtyValues: true },
  });
  const username = useWatch({ control, name: "username" });
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: t("username"), problem }));
  const update = useUpdateAccount({
    onChanged: () => showToast(t("usernameChanged")),
    onFailed: tellIfLeft,
  });
  const problem = formState.errors.username?.message;
  const submit = handleSubmit((values) =>
    update.mutate(values, {
      onError: (error) => {
        const message = refusal(error);
        if (message) setError("username", { message }, { shouldFocus: true });
      },
    }),
  );
  return (
    <form noValidate aria-label={t("username")} onSubmit={submit} className="grid max-w-sm gap-4">
      <p className="text-muted text-sm">{t("usernameText")}</p>
      {update.error && !problem && <FormProblem error={update.error} />}
      <TextField
        {...register("username")}
        label={t("username")}
        autoComplete="nickname"
        autoCapitalize="none"
        spellCheck={false}
        disabled={!me}
        hint={<RuleList rules={usernameRules} value={username} />}
        error={problem}
      />
      <Button
        type="submit"
        look="secondary"
        pending={update.isPending}
        disabled={username === (me?.username ?? "")}
        className="w-fit"
      >
        {t("changeUsername")}
      </Button>
    </form>
  );
}

/** Returns why the name is refused, or undefined if it is not about the name. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Failure) || error.status !== 409) return fieldProblem(error, "username");
  if (!error.retryAt) return t("nameTaken");
  return t("usernameWaits", {
    day: new Date(error.retryAt).toLocaleDateString(locale, { dateStyle: "long" }),
  });
}
