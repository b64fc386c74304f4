import { AlertDialog } from "radix-ui";
import { type ReactNode, type RefObject, useEffect } from "react";
import { Button } from "./Button";
import { dialogClass, Scrim } from "./Scrim";

interface Props {
  title: string;
  /** What will happen, so that nobody has to guess. */
  children: ReactNode;
  /** The verb of the button that does it. */
  action: string;
  /** The verb of the one that does not. */
  cancel?: string;
  pending: boolean;
  /** Gets the focus back: the menu item that opened the dialog is gone by then. */
  opener: RefObject<HTMLElement | null>;
  onOpenChange: (open: boolean) => void;
  onConfirm: () => void;
}

/** Asks before something that can't be undone, for as long as it is rendered. */
export function ConfirmDialog({
  title,
  children,
  action,
  cancel = "Cancel",
  pending,
  opener,
  onOpenChange,
  onConfirm,
}: Props) {
  // What is behind it can't be reached, by whatever means.
  useEffect(() => {
    const page = document.getElementById("root");
    if (!page) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, []);

  return (
    <AlertDialog.Root open onOpenChange={onOpenChange}>
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
