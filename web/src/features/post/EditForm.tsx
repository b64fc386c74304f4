import type { ReactNode } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { submitKey } from "~/ui/submitKey";

interface Props {
  label: string;
  className: string;
  /** Why the edit was not saved, if no field says it. */
  error: Error | null | false;
  /** Whether the edit conflicts with another version. The user then chooses one of them instead. */
  conflict: boolean;
  busy: boolean;
  onSave: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** The form around the fields of an edit. */
export function EditForm({ label, className, error, conflict, busy, onSave, onCancel, children }: Props) {
  return (
    <form
      noValidate
      aria-label={conflict ? t("yourVersion") : label}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={submitKey(busy || conflict, onSave)}
      className={className}
    >
      {children}
      {error && !conflict && <FormProblem error={error} />}
      {!conflict && (
        <div className="flex justify-end gap-2">
          <Button look="quiet" size="small" disabled={busy} onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button type="submit" size="small" pending={busy}>
            {t("save")}
          </Button>
        </div>
      )}
    </form>
  );
}
