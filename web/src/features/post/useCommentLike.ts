import { useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { Comment } from "~/api/objects";
import { useWish } from "~/social/useWish";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { changeComment, listKey } from "./changeComment";

/** Likes a comment, or takes the like back. */
export function useCommentLike(comment: Comment) {
  const client = useQueryClient();
  return useWish({
    name: `like comment ${comment.id}`,
    send: (like) => {
      const request = { params: { path: { id: comment.post_id, comment: comment.id } }, keepalive: true };
      return like
        ? api.PUT("/v1/posts/{id}/comments/{comment}/like", request)
        : api.DELETE("/v1/posts/{id}/comments/{comment}/like", request);
    },
    show: (liked) =>
      changeComment(client, comment, (now) =>
        now.liked === liked ? now : { ...now, liked, likes_count: now.likes_count + (liked ? 1 : -1) },
      ),
    shownIn: listKey(comment),
    onFailed: (error) => showToast(t("notLiked", { problem: explain(error).title }), "problem"),
  });
}
