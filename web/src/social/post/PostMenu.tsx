import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import type { Post } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { loadable } from "~/ui/loadable";
import { Menu } from "~/ui/Menu";
import { useSafety } from "../safety/useSafety";
import { PostActions } from "./PostActions";

const DeletePost = loadable(() => import("./DeletePost"), "DeletePost");

interface Props {
  post: Post;
  /** Leaves the page of the post. */
  onDeleted?: () => Promise<void>;
}

export function PostMenu({ post, onDeleted }: Props) {
  const [deleting, setDeleting] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const safety = useSafety({ post_id: post.id }, post.user, trigger);
  return (
    <>
      <Menu
        trigger={
          <Button ref={trigger} look="quiet" size="icon" aria-label={t("moreAbout", { title: post.title })}>
            <Ellipsis aria-hidden className="size-4.5" />
          </Button>
        }
      >
        <PostActions post={post} onDelete={() => DeletePost.whenLoaded(() => setDeleting(true))} />
        {safety.items}
      </Menu>
      {deleting && (
        <DeletePost post={post} opener={trigger} onDeleted={onDeleted} onClose={() => setDeleting(false)} />
      )}
      {safety.dialog}
    </>
  );
}
