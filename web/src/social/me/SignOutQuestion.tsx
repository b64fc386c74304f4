import type { RefObject } from "react";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { signOut } from "./signOut";

interface Props {
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function SignOutQuestion({ opener, onClose }: Props) {
  return (
    <ConfirmDialog
      title="Sign out?"
      action="Sign out"
      cancel="Stay"
      opener={opener}
      pending={false}
      onOpenChange={(open) => open || onClose()}
      onConfirm={signOut}
    >
      You have started to write something. Signing out deletes it.
    </ConfirmDialog>
  );
}
