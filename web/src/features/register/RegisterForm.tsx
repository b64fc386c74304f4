import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm, useWatch } from "react-hook-form";
import { statusOf } from "~/api/failure";
import { usernameRules } from "~/social/me/accountRules";
import { NewPasswordField } from "~/social/me/NewPasswordField";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { RuleList } from "~/ui/RuleList";
import { TextField } from "~/ui/TextField";
import { createAccount } from "./createAccount";
import { type RegistrationForm, registrationSchema } from "./rules";

export function RegisterForm({ onRegistered }: { onRegistered: (email: string) => void }) {
  const { register, handleSubmit, setError, control, formState } = useForm<RegistrationForm>({
    resolver: zodResolver(registrationSchema),
    mode: "onTouched",
    defaultValues: { username: "", email: "", password: "" },
  });
  const { errors } = formState;
  const [username, email, password] = useWatch({ control, name: ["username", "email", "password"] });
  const create = useMutation({
    mutationFn: createAccount,
    onSuccess: ({ email }) => onRegistered(email),
    onError: (error) => {
      applyFieldErrors(error, ["username", "email", "password"], setError, { password: "passwordGuessable" });
      if (statusOf(error) === 409) setError("username", { message: t("nameTaken") }, { shouldFocus: true });
    },
  });
  const fieldsToBlame = Object.keys(errors).length > 0;

  return (
    <form noValidate onSubmit={handleSubmit((values) => create.mutate(values))} className="grid gap-5">
      {create.error && !fieldsToBlame && <FormProblem error={create.error} />}
      <TextField
        {...register("username")}
        label={t("username")}
        autoComplete="nickname"
        autoCapitalize="none"
        spellCheck={false}
        hint={<RuleList rules={usernameRules} value={username} />}
        error={errors.username?.message}
      />
      {errors.username && statusOf(create.error) === 409 && <YourOwnName />}
      <TextField
        {...register("email")}
        label={t("email")}
        type="email"
        autoComplete="username"
        hint={t("emailHint")}
        error={errors.email?.message}
      />
      <NewPasswordField
        {...register("password")}
        label={t("password")}
        typed={password}
        own={[username, email]}
        error={errors.password?.message}
      />
      <Button type="submit" pending={create.isPending}>
        {t("createAccount")}
      </Button>
    </form>
  );
}

/** Shown for a taken username: it may be the user's own account, not activated yet. */
function YourOwnName() {
  return (
    <p className="-mt-3 text-sm">
      {t("yourOwnName")}{" "}
      <Link to="/confirm" className="text-link">
        {t("getNewMailTitle")}
      </Link>
    </p>
  );
}
