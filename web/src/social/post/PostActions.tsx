import { useNavigate } from "@tanstack/react-router";
import { Link as LinkIcon, Pencil, Trash2 } from "lucide-react";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { MenuItem } from "~/ui/Menu";
import { showToast } from "~/ui/toast";
import { useIsAt } from "~/ui/useIsAt";
import { mayDelete, mayEdit } from "../me/rights";
import { useMe } from "../me/useMe";

/** The menu items for a post that the user is allowed to use. */
export function PostActions({ post, onDelete }: { post: Post; onDelete: () => void }) {
  const { data: me } = useMe();
  const navigate = useNavigate();
  const isAt = useIsAt();
  return (
    <>
      <MenuItem icon={LinkIcon} onSelect={() => copyLink(post)}>
        {t("copyLink")}
      </MenuItem>
      {mayEdit(me, post) && (
        <MenuItem
          icon={Pencil}
          onSelect={() =>
            navigate({
              to: "/posts/$postId",
              params: { postId: post.id },
              search: { edit: true },
              replace: isAt(`/posts/${post.id}`), // the end of the edit replaces the entry again
            })
          }
        >
          {t("edit")}
        </MenuItem>
      )}
      {mayDelete(me, post) && (
        <MenuItem icon={Trash2} danger onSelect={onDelete}>
          {t("delete")}
        </MenuItem>
      )}
    </>
  );
}

async function copyLink(post: Post) {
  try {
    await navigator.clipboard.writeText(`${window.location.origin}/posts/${post.id}`);
    showToast(t("linkCopied"));
  } catch {
    showToast(t("copyRefused"), "problem");
  }
}
