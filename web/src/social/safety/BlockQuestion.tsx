import type { RefObject } from "react";
import type { Author } from "~/api/objects";
import { t } from "~/texts/texts";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { useBlock } from "./useBlock";

interface Props {
  author: Author;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Asks before a user is blocked. */
export function BlockQuestion({ author, opener, onClose }: Props) {
  const block = useBlock(author, onClose);
  return (
    <ConfirmDialog
      title={t("blockTitle", { username: author.username })}
      action={t("block")}
      opener={opener}
      pending={block.isPending}
      error={block.error}
      onClose={onClose}
      onConfirm={() => block.mutate()}
    >
      {t("blockText")}
    </ConfirmDialog>
  );
}
