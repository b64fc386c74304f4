import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm, useWatch } from "react-hook-form";
import { statusOf } from "~/api/failure";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { TextField } from "~/ui/TextField";
import { textLinkClass } from "~/ui/textLink";
import { createAccount } from "./createAccount";
import { RuleList } from "./RuleList";
import { passwordRules, type RegistrationForm, registrationSchema, usernameRules } from "./rules";

export function RegisterForm({ onRegistered }: { onRegistered: (email: string) => void }) {
  const { register, handleSubmit, setError, control, formState } = useForm<RegistrationForm>({
    resolver: zodResolver(registrationSchema),
    mode: "onTouched",
    defaultValues: { username: "", email: "", password: "" },
  });
  const { errors } = formState;
  const [username, password] = useWatch({ control, name: ["username", "password"] });
  const create = useMutation({
    mutationFn: createAccount,
    onSuccess: ({ email }) => onRegistered(email),
    onError: (error) => {
      applyFieldErrors(error, ["username", "email", "password"], setError);
      if (statusOf(error) === 409)
        setError("username", { message: "That username is taken" }, { shouldFocus: true });
    },
  });
  const fieldsToBlame = Object.keys(errors).length > 0;

  return (
    <form noValidate onSubmit={handleSubmit((values) => create.mutate(values))} className="grid gap-5">
      {create.error && !fieldsToBlame && <FormProblem error={create.error} />}
      <TextField
        {...register("username")}
        label="Username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint={<RuleList rules={usernameRules} value={username} />}
        error={errors.username?.message}
      />
      {errors.username && statusOf(create.error) === 409 && <YourOwnName />}
      <TextField
        {...register("email")}
        label="Email"
        type="email"
        autoComplete="email"
        hint="We send a link to this address to confirm it is yours."
        error={errors.email?.message}
      />
      <PasswordField
        {...register("password")}
        label="Password"
        autoComplete="new-password"
        hint={<RuleList rules={passwordRules} value={password} />}
        error={errors.password?.message}
      />
      <Button type="submit" pending={create.isPending}>
        Create account
      </Button>
    </form>
  );
}

/** Shown for a taken username: it may be the user's own account, not activated yet. */
function YourOwnName() {
  return (
    <p className="-mt-3 text-sm">
      Did you register it yourself?{" "}
      <Link to="/confirm" className={textLinkClass}>
        Get a new email
      </Link>
    </p>
  );
}
