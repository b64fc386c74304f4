import { type RefObject, useEffect, useEffectEvent } from "react";
import type { Comment } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { t } from "~/texts/texts";
import { NewRows } from "~/ui/NewRows";
import { useNewComments } from "./useNewComments";

interface Props {
  postId: number;
  comments: Pages<Comment> | undefined;
  /** The list of comments. */
  list: RefObject<HTMLElement | null>;
}

/** Announces new comments, or shows them at once if that moves nothing on the screen. */
export function NewComments({ postId, comments, list }: Props) {
  const { count, show } = useNewComments(postId, comments);
  const showUnseen = useEffectEvent(() => {
    const shown = list.current?.firstElementChild;
    if (!shown || shown.getBoundingClientRect().top > window.innerHeight) show();
  });
  useEffect(() => {
    if (count > 0) showUnseen();
  }, [count]);
  return (
    <NewRows
      onLine
      text={count > 0 && t("newComments", { count })}
      onShow={() => {
        show();
        list.current?.scrollIntoView({ block: "start" });
      }}
    />
  );
}
