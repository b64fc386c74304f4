import { AlertDialog } from "radix-ui";
import { type ReactNode, type RefObject, useEffect } from "react";
import { t } from "~/texts/texts";
import { Button } from "./Button";
import { dialogClass, Scrim } from "./Scrim";

interface Props {
  title: string;
  /** Describes what will happen. */
  children: ReactNode;
  /** The label of the confirm button, a verb. */
  action: string;
  /** The label of the cancel button, a verb. */
  cancel?: string;
  pending: boolean;
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
  pending,
  opener,
  onClose,
  onConfirm,
}: Props) {
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
    <AlertDialog.Root open onOpenChange={(open) => open || onClose()}>
      <AlertDialog.Portal>
        <Scrim />
        <AlertDialog.Content
          className={dialogClass}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
        >
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-muted text-sm">{children}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button look="secondary">{cancel}</Button>
            </AlertDialog.Cancel>
            <Button look="danger" pending={pending} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
