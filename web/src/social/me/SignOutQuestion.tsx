import type { RefObject } from "react";
import { ConfirmDialog } from "~/ui/ConfirmDialog";

interface Props {
  opener: RefObject<HTMLElement | null>;
  onConfirm: () => void;
  onClose: () => void;
}

export function SignOutQuestion({ opener, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog
      title="Sign out?"
      action="Sign out"
      cancel="Stay"
      opener={opener}
      pending={false}
      onOpenChange={(open) => open || onClose()}
      onConfirm={() => {
        onClose();
        onConfirm();
      }}
    >
      You have started to write something. Signing out deletes it.
    </ConfirmDialog>
  );
}
