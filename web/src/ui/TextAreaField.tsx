import { type ComponentProps, type ElementType, useId } from "react";
import { Counter } from "./Counter";
import { FieldError } from "./FieldError";
import { fieldClass } from "./field";

interface Props extends ComponentProps<"textarea"> {
  label: string;
  error?: string | undefined;
  /** What is typed so far, for the counter. */
  typed: string;
  limit: number;
  /** Rendered instead of a textarea, with the same props. */
  area?: ElementType<ComponentProps<"textarea">>;
}

/** A field of several lines, with a counter. */
export function TextAreaField({ label, error, typed, limit, area: Area = "textarea", ...field }: Props) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <Counter text={typed} limit={limit} />
      </div>
      <Area
        rows={3}
        {...field}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-error`}
        className={`${fieldClass} field-sizing-content max-h-72 min-h-20 resize-none py-2`}
      />
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
