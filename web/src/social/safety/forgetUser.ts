import type { QueryClient } from "@tanstack/react-query";
import type { Comment, Notification, Post, User } from "~/api/objects";
import { mapRows, type Pages } from "~/api/pages";
import { notificationsKey } from "../notification/notificationKeys";
import { allArrivedKey, allCommentsKey, postKeys } from "../post/postKeys";
import { hiddenUsersKey, userKeys } from "../user/userKeys";

type Lists<T> = T | Pages<T>;

/** Removes the posts of a user from the cached feeds, and what they did from the notifications. */
export function forgetActsOf(client: QueryClient, id: number) {
  hideUser(client, id, true);
  removeRows<Post>(client, postKeys.feeds(), (post) => post.user_id === id);
  client.setQueryData<Pages<Notification>>(
    notificationsKey,
    (list) => list && mapRows(list, (notification) => withoutActor(notification, id)),
  );
}

/**
 * Removes a user and everything of theirs from the cache, except from the list of blocked users.
 * Their profile and posts load again if they are open.
 */
export async function forgetUser(client: QueryClient, id: number) {
  // A response on its way would bring them back.
  await client.cancelQueries({ predicate: ({ state }) => state.data !== undefined });
  forgetActsOf(client, id);
  removeRows<Post>(client, postKeys.all, (post) => post.user_id === id);
  removeRows<User>(client, userKeys.all, (user) => user.id === id && !user.is_blocked);
  client.setQueriesData<Pages<Comment>>(
    { queryKey: allCommentsKey },
    (list) => list && withoutComments(list, id),
  );
  client.setQueriesData<{ comments: Comment[] }>(
    { queryKey: allArrivedKey },
    (arrived) =>
      arrived && { ...arrived, comments: arrived.comments.filter(({ user_id }) => user_id !== id) },
  );
  client.removeQueries({ queryKey: userKeys.allNames() });
  await Promise.all([
    client.resetQueries({ queryKey: userKeys.one(id) }),
    client.resetQueries({
      queryKey: postKeys.ones(),
      predicate: ({ state }) => (state.data as Post | undefined)?.user_id === id,
    }),
  ]);
}

/** Hides the posts of a user that arrive from now on, or shows them again. */
export function hideUser(client: QueryClient, id: number, hidden: boolean) {
  client.setQueryData<number[]>(hiddenUsersKey, (ids = []) => {
    const others = ids.filter((other) => other !== id);
    return hidden ? [...others, id] : others;
  });
}

function removeRows<T extends object>(
  client: QueryClient,
  queryKey: readonly unknown[],
  isTheirs: (row: T) => boolean,
) {
  client.setQueriesData<Lists<T>>({ queryKey }, (cached) =>
    cached && "pages" in cached ? mapRows(cached, (row) => (isTheirs(row) ? null : row)) : cached,
  );
}

/** Removes the user's comments. A comment with replies becomes a placeholder, like a removed comment. */
function withoutComments(list: Pages<Comment>, id: number): Pages<Comment> {
  return mapRows(list, (comment) => {
    if (comment.user_id !== id) return comment;
    if (comment.replies_count === 0) return null;
    return { ...comment, content: "", user: null, user_id: null, is_removed: true };
  });
}

function withoutActor(notification: Notification, id: number): Notification | null {
  const actors = notification.actors.filter((actor) => actor.id !== id);
  if (actors.length === notification.actors.length) return notification;
  return actors.length === 0
    ? null
    : { ...notification, actors, actors_count: notification.actors_count - 1 };
}
