import { CircleAlert } from "lucide-react";

/** The error of a field. Screen readers announce it when it appears. */
export function FieldError({ id, children }: { id: string; children: string | undefined }) {
  return (
    <p id={id} aria-live="polite" className="flex gap-1.5 text-danger text-sm empty:hidden">
      {children && (
        <>
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {children}
        </>
      )}
    </p>
  );
}
