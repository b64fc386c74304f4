import { type ComponentProps, type ReactNode, useId } from "react";
import { FieldError } from "./FieldError";
import { describedBy, fieldClass } from "./field";

interface Props extends ComponentProps<"input"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Shown inside the field, at its end. */
  trailing?: ReactNode;
}

export function TextField({ label, hint, error, trailing, ...input }: Props) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(`${id}-error`, hint ? `${id}-hint` : false)}
          className={`${fieldClass} h-10 ${trailing ? "pe-11" : ""}`}
        />
        {trailing && <div className="absolute inset-y-0 end-0.5 flex items-center">{trailing}</div>}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
      {hint && (
        <div id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </div>
      )}
    </div>
  );
}
