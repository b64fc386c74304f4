import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, Link as LinkIcon, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { Post } from "~/api/objects";
import { Button } from "~/ui/Button";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { Menu, MenuItem } from "~/ui/Menu";
import { showToast } from "~/ui/toast";
import { mayDelete, mayEdit } from "../me/rights";
import { useMe } from "../me/useMe";
import { useDeletePost } from "./useDeletePost";

interface Props {
  post: Post;
  onDeleted?: () => void;
}

export function PostMenu({ post, onDeleted }: Props) {
  const { data: me } = useMe();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const remove = useDeletePost(post, () => {
    setAsking(false);
    onDeleted?.();
  });

  return (
    <>
      <Menu
        trigger={
          <Button ref={trigger} look="quiet" size="icon" aria-label={`More about “${post.title}”`}>
            <Ellipsis aria-hidden className="size-4.5" />
          </Button>
        }
      >
        <MenuItem icon={LinkIcon} onSelect={() => copyLink(post)}>
          Copy link
        </MenuItem>
        {mayEdit(me, post) && (
          <MenuItem
            icon={Pencil}
            onSelect={() =>
              navigate({ to: "/posts/$postId", params: { postId: post.id }, search: { edit: true } })
            }
          >
            Edit
          </MenuItem>
        )}
        {mayDelete(me, post) && (
          <MenuItem icon={Trash2} danger onSelect={() => setAsking(true)}>
            Delete
          </MenuItem>
        )}
      </Menu>
      {asking && (
        <ConfirmDialog
          title="Delete this post?"
          action="Delete"
          opener={trigger}
          pending={remove.isPending}
          onOpenChange={setAsking}
          onConfirm={() => remove.mutate()}
        >
          Its comments go with it. This can’t be undone.
        </ConfirmDialog>
      )}
    </>
  );
}

async function copyLink(post: Post) {
  try {
    await navigator.clipboard.writeText(`${window.location.origin}/posts/${post.id}`);
    showToast("Link copied.");
  } catch {
    showToast("The browser did not allow copying.", "problem");
  }
}
