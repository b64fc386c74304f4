import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Post } from "~/api/objects";
import { type Pages, prependRows, rowsOf } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { type PostSource, polledPosts } from "./postSource";

const feedKey = postKeys.feed({});

/** Posts that came after the feed was read, and a way to put them into it. */
export function useNewPosts(source: PostSource = polledPosts) {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<Post[]>([]);

  useEffect(
    () =>
      source((posts) => {
        const feed = client.getQueryData<Pages<Post>>(feedKey);
        const newest = feed && rowsOf(feed)[0];
        const isNew = (post: Post) => !newest || isAfter(post, newest);
        setWaiting((before) => merge(before, posts).filter(isNew));
      }),
    [client, source],
  );

  function show() {
    // As many as a page may hide more behind them: then the feed is read anew.
    if (waiting.length >= pageSize) void client.resetQueries({ queryKey: feedKey });
    else client.setQueryData<Pages<Post>>(feedKey, (feed) => feed && prependRows(feed, waiting));
    setWaiting([]);
  }

  return { count: waiting.length, show };
}

const pageSize = 20;

function merge(before: Post[], posts: Post[]): Post[] {
  const byId = new Map([...before, ...posts].map((post) => [post.id, post]));
  return [...byId.values()].sort((a, b) => (isAfter(a, b) ? -1 : 1));
}

// The times are text of one length and zone, so they compare as they are.
function isAfter(a: Post, b: Post): boolean {
  return a.created_at === b.created_at ? a.id > b.id : a.created_at > b.created_at;
}
