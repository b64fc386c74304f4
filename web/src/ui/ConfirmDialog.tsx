import { AlertDialog } from "radix-ui";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { t } from "~/texts/texts";
import { Button } from "./Button";
import type { Reasons } from "./explain";
import { FormProblem } from "./FormProblem";
import { dialogClass, Scrim } from "./Scrim";

interface Props {
  title: string;
  /** Describes what will happen. */
  children: ReactNode;
  /** The label of the confirm button, a verb. */
  action: string;
  /** The label of the cancel button, a verb. */
  cancel?: string;
  /** Whether the action is being sent. The dialog can't be closed meanwhile. */
  pending?: boolean;
  /** Why the action failed. */
  error?: Error | null;
  reasons?: Reasons;
  /** Gets the focus when the dialog closes: the menu item that opened it is gone by then. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onConfirm: () => void;
}

/** A dialog that asks for confirmation before a destructive action. It is open while rendered. */
export function ConfirmDialog({
  title,
  children,
  action,
  cancel = t("cancel"),
  pending = false,
  error,
  reasons,
  opener,
  onClose,
  onConfirm,
}: Props) {
  const content = useRef<HTMLDivElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);

  // The buttons are disabled, and lose the focus, while the action is sent.
  useEffect(() => {
    if (pending) content.current?.focus();
    else if (error) confirm.current?.focus();
  }, [pending, error]);

  // Makes the page behind the dialog inert: no pointer, keyboard or screen reader reaches it.
  useEffect(() => {
    const page = document.getElementById("root");
    if (!page) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, []);

  return (
    <AlertDialog.Root open onOpenChange={(open) => open || pending || onClose()}>
      <AlertDialog.Portal>
        <Scrim />
        <AlertDialog.Content
          ref={content}
          className={dialogClass}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
        >
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-muted text-sm">{children}</AlertDialog.Description>
          {error && (
            <div className="mt-4">
              <FormProblem error={error} reasons={reasons} />
            </div>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button look="secondary" disabled={pending}>
                {cancel}
              </Button>
            </AlertDialog.Cancel>
            <Button ref={confirm} look="danger" pending={pending} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
