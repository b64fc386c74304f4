import type { RefObject } from "react";
import type { Comment } from "~/api/objects";
import { t } from "~/texts/texts";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { useDeleteComment } from "./useDeleteComment";

interface Props {
  comment: Comment;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function DeleteComment({ comment, opener, onClose }: Props) {
  const remove = useDeleteComment(comment, onClose);
  return (
    <ConfirmDialog
      title={t("deleteCommentTitle")}
      action={t("delete")}
      opener={opener}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      {t("deleteCommentText")}
    </ConfirmDialog>
  );
}
