import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import type { Reasons } from "~/ui/explain";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { useLateFailure } from "~/ui/useLateFailure";
import { currentPasswordSchema } from "./accountRules";
import { UsernameForManager } from "./UsernameForManager";

const schema = z.object({ password: currentPasswordSchema });

interface Props<T> {
  /** Names the form for screen readers. */
  label: string;
  /** The label of the button, a verb. */
  action: string;
  look?: "primary" | "secondary" | "danger";
  /** Asks the API with the password. */
  send: (password: string) => Promise<T>;
  onSuccess: (answer: T) => void;
  reasons?: Reasons;
  /** Shown beside the button. */
  children?: ReactNode;
}

/** A form that asks for the password before something that only its owner may do. */
export function PasswordForm<T>({
  label,
  action,
  look = "primary",
  send,
  onSuccess,
  reasons,
  children,
}: Props<T>) {
  const { register, handleSubmit, reset, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { password: "" },
  });
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: label, problem }));
  const ask = useMutation({
    mutationFn: ({ password }: z.infer<typeof schema>) => send(password),
    onSuccess: (answer) => {
      reset();
      onSuccess(answer);
    },
    onError: (error) => {
      applyFieldErrors(error, ["password"], setError);
      tellIfLeft(error);
    },
  });
  const problem = formState.errors.password?.message;
  return (
    <form
      noValidate
      aria-label={label}
      onSubmit={handleSubmit((values) => ask.mutate(values))}
      className="grid max-w-sm gap-4"
    >
      <UsernameForManager />
      {ask.error && !problem && <FormProblem error={ask.error} reasons={reasons} />}
      <PasswordField
        {...register("password")}
        label={t("yourPassword")}
        autoComplete="current-password"
        error={problem}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={look} pending={ask.isPending}>
          {action}
        </Button>
        {children}
      </div>
    </form>
  );
}
