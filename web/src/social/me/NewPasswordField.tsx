import type { ComponentProps } from "react";
import { PasswordField } from "~/ui/PasswordField";
import { RuleList } from "~/ui/RuleList";
import { passwordRules } from "./accountRules";
import { PasswordMeter } from "./PasswordMeter";

interface Props extends Omit<ComponentProps<typeof PasswordField>, "hint" | "autoComplete" | "value"> {
  /** What is typed so far. */
  typed: string;
  /** Words that others know about the user, such as the username. */
  own?: string[];
}

/** A field for a new password, with its rules and its strength. */
export function NewPasswordField({ typed, own = [], ...field }: Props) {
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      hint={
        <div className="grid gap-2">
          <RuleList rules={passwordRules} value={typed} />
          <PasswordMeter password={typed} own={own} />
        </div>
      }
    />
  );
}
