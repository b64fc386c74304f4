import { linkOptions } from "@tanstack/react-router";
import type { Notification } from "~/api/objects";
import { isolated } from "~/texts/isolated";
import { t } from "~/texts/texts";
import { countLimit } from "~/ui/count";

const actions = {
  follow: "notifiesFollow",
  like_post: "notifiesPostLike",
  like_comment: "notifiesCommentLike",
  comment: "notifiesComment",
  reply: "notifiesReply",
  mention: "notifiesMention",
  moderation: "notifiesModeration",
} as const;

/** Names who acted: "Ann", "Ann and Ben", "Ann, Ben and 3 others". */
export function actorsOf({ actors, actors_count }: Notification): string {
  const [actor] = actors;
  if (!actor) return t("moderators");
  const [first = "", second] = actors.map((each) => isolated(each.display_name));
  if (second === undefined || actors_count < 2) return actor.display_name;
  if (actors_count === 2) return t("twoActors", { first, second });
  const others = actors_count - 2;
  const shown = actors_count < countLimit ? others : `${others - 1}+`;
  return t("manyActors", { first, second, others, shown });
}

/** Says what they did, as in "like your post". It follows their names. */
export function actionOf({ kind, actors_count }: Notification): string {
  return t(actions[kind], { count: Math.max(1, actors_count) });
}

/** Returns the link of an entry: to the comment, the post, or the people. Null if they are gone. */
export function linkOf({ kind, post, comment, actors, actors_count }: Notification, me: number | undefined) {
  const [actor] = actors;
  if (post) {
    const search = comment && kind !== "like_post" ? { comment: comment.id } : {};
    return linkOptions({ to: "/posts/$postId", params: { postId: post.id }, search });
  }
  if (kind !== "follow" || !actor) return null;
  return actors_count > 1 && me !== undefined
    ? linkOptions({ to: "/people/$userId/followers", params: { userId: me } })
    : linkOptions({ to: "/people/$userId", params: { userId: actor.id } });
}
