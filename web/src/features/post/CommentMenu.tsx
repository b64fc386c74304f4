import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { Author, Comment } from "~/api/objects";
import { mayDeleteComment, mayEditComment } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { useSafety } from "~/social/safety/useSafety";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { Menu, MenuItem } from "~/ui/Menu";
import { DeleteComment } from "./loadables";

interface Props {
  comment: Comment;
  author: Author;
  postAuthor: number;
  onEdit: () => void;
}

/** The menu of a comment. */
export function CommentMenu({ comment, author, postAuthor, onEdit }: Props) {
  const { data: me } = useMe();
  const [deleting, setDeleting] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const safety = useSafety({ comment_id: comment.id }, author, trigger);
  if (!me) return null;
  return (
    <>
      <Menu
        trigger={
          <Button
            ref={trigger}
            look="quiet"
            size="icon"
            aria-label={t("moreAboutComment", { username: author.username })}
            className="-me-2"
          >
            <Ellipsis aria-hidden className="size-4.5" />
          </Button>
        }
      >
        {mayEditComment(me, comment) && (
          <MenuItem icon={Pencil} onSelect={onEdit}>
            {t("edit")}
          </MenuItem>
        )}
        {mayDeleteComment(me, comment, postAuthor) && (
          <MenuItem icon={Trash2} danger onSelect={() => DeleteComment.whenLoaded(() => setDeleting(true))}>
            {t("delete")}
          </MenuItem>
        )}
        {safety.items}
      </Menu>
      {deleting && <DeleteComment comment={comment} opener={trigger} onClose={() => setDeleting(false)} />}
      {safety.dialog}
    </>
  );
}
