import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { Post } from "~/api/objects";
import { isNewer } from "~/api/order";
import { type Pages, rowsOf } from "~/api/pages";
import { livePostsLater } from "~/social/live/livePostsLater";
import type { PostSource } from "~/social/live/postSource";
import { useMe } from "~/social/me/useMe";
import { postKeys } from "~/social/post/postKeys";
import { hiddenUsersKey } from "~/social/user/userKeys";
import { useIsPosting } from "./useIsPosting";

const feedKey = postKeys.feed({});
const pageSize = 20;

/** Returns the number of posts that arrived since the feed was loaded, and show to insert them. */
export function useNewPosts(feed: Pages<Post>, source: PostSource = livePostsLater) {
  const client = useQueryClient();
  const { data: me } = useMe();
  const posting = useIsPosting();
  const { data: hidden = [] } = useQuery<number[]>({ queryKey: hiddenUsersKey, queryFn: skipToken });
  const [waiting, setWaiting] = useState<Post[]>([]);

  const shown = rowsOf(feed);
  const fresh = waiting.filter((post) => isNewTo(shown, post) && !hidden.includes(post.user_id));
  if (fresh.length < waiting.length) setWaiting(fresh); // some reached the feed in another way, or are hidden since

  const add = useEffectEvent((posts: Post[]) => {
    setWaiting((before) =>
      merge(
        before,
        posts.filter((post) => isNewTo(shown, post)),
      ),
    );
  });
  useEffect(() => source((posts) => add(posts)), [source]);

  // The stream may deliver the user's own post before the create request returns.
  const news = posting ? fresh.filter((post) => post.user_id !== me?.id) : fresh;

  function show() {
    // A full page of new posts may hide more, so the feed is reloaded.
    if (fresh.length >= pageSize) void client.resetQueries({ queryKey: feedKey });
    else client.setQueryData<Pages<Post>>(feedKey, (pages) => pages && insert(pages, fresh));
    setWaiting([]);
  }

  return { count: news.length, show };
}

/** Reports whether a post is neither shown nor on a later page of the feed. */
function isNewTo(shown: Post[], post: Post): boolean {
  const last = shown.at(-1);
  return !last || (isNewer(post, last) && shown.every(({ id }) => id !== post.id));
}

/** Merges posts into the first page in order: a newer post of the user may already be there. */
function insert(pages: Pages<Post>, posts: Post[]): Pages<Post> {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  return { ...pages, pages: [{ ...first, data: merge(first.data, posts) }, ...rest] };
}

function merge(before: Post[], posts: Post[]): Post[] {
  const byId = new Map([...before, ...posts].map((post) => [post.id, post]));
  return [...byId.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1));
}
