import type { ComponentProps } from "react";
import { t } from "~/texts/texts";
import { TextField } from "./TextField";

/** A field for a one-time code. It takes letters too, because recovery codes have them. */
export function CodeField(props: Omit<ComponentProps<typeof TextField>, "type" | "label">) {
  return (
    <TextField
      {...props}
      label={t("code")}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
