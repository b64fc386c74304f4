import type { RefObject } from "react";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { useDeletePost } from "./useDeletePost";

interface Props {
  post: Post;
  opener: RefObject<HTMLElement | null>;
  onDeleted: (() => Promise<void>) | undefined;
  onClose: () => void;
}

export function DeletePost({ post, opener, onDeleted, onClose }: Props) {
  const remove = useDeletePost(post, () => {
    onClose();
    return onDeleted?.();
  });
  return (
    <ConfirmDialog
      title={t("deletePostTitle")}
      action={t("delete")}
      opener={opener}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      {t("deletePostText")}
    </ConfirmDialog>
  );
}
