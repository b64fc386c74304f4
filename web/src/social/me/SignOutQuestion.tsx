import type { RefObject } from "react";
import { t } from "~/texts/texts";
import { ConfirmDialog } from "~/ui/ConfirmDialog";

interface Props {
  opener: RefObject<HTMLElement | null>;
  onConfirm: () => void;
  onClose: () => void;
}

export function SignOutQuestion({ opener, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog
      title={t("signOutTitle")}
      action={t("signOut")}
      cancel={t("stay")}
      opener={opener}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        onConfirm();
      }}
    >
      {t("signOutText")}
    </ConfirmDialog>
  );
}
