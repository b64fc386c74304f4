import * as z from "zod/mini";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import type { Reasons } from "~/ui/explain";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import { useRequestForm } from "~/ui/useRequestForm";
import { currentPasswordSchema } from "./accountRules";
import { UsernameForManager } from "./UsernameForManager";

const schema = z.object({ password: currentPasswordSchema });

interface Props<T> {
  /** Names the form for screen readers. */
  label: string;
  /** The label of the button, a verb. */
  action: string;
  look?: "primary" | "secondary" | "danger";
  /** Sends the request with the password. */
  send: (password: string) => Promise<T>;
  onSuccess: (answer: T) => void;
  reasons?: Reasons;
  /** Called by Cancel, which is disabled while the request is sent. Without it, there is no Cancel. */
  onCancel?: () => void;
}

/** A form that asks for the password before an action that only the account's owner may take. */
export function PasswordForm<T>({
  label,
  action,
  look = "primary",
  send,
  onSuccess,
  reasons,
  onCancel,
}: Props<T>) {
  const { register, submit, request, error, errors } = useRequestForm({
    label,
    schema,
    blank: { password: "" },
    send: ({ password }) => send(password),
    onSuccess,
  });
  return (
    <form noValidate aria-label={label} onSubmit={submit} className="grid max-w-sm gap-4">
      <UsernameForManager />
      {error && <FormProblem error={error} reasons={reasons} />}
      <PasswordField
        {...register("password")}
        label={t("yourPassword")}
        autoComplete="current-password"
        error={errors.password?.message}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={look} pending={request.isPending}>
          {action}
        </Button>
        {onCancel && (
          <Button look="quiet" disabled={request.isPending} onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
