import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import type { Post } from "~/api/objects";
import { type Pages, rowsOf } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { page, post } from "~/testing/samples";
import { useNewPosts } from "./useNewPosts";

const old = post({ id: 1, created_at: "2026-03-01T10:00:00.000000Z" });
const newer = post({ id: 2, created_at: "2026-03-01T10:00:00.000001Z" });
const newest = post({ id: 3, created_at: "2026-03-01T10:00:01.000000Z" });

function watchFeedOf(posts: Post[]) {
  const client = new QueryClient();
  client.setQueryData<Pages<Post>>(postKeys.feed({}), { pages: [page(posts)], pageParams: [null] });
  let tell: (posts: Post[]) => void = () => {};
  const source = (onPosts: typeof tell) => {
    tell = onPosts;
    return () => {};
  };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useNewPosts(source), { wrapper });
  return {
    result,
    tell: (posts: Post[]) => act(() => tell(posts)),
    feed: () => rowsOf(client.getQueryData<Pages<Post>>(postKeys.feed({})) ?? { pages: [], pageParams: [] }),
  };
}

test("counts each new post once, and none that the feed has", () => {
  const { result, tell } = watchFeedOf([old]);
  tell([newer, old]);
  tell([newest, newer, old]);
  expect(result.current.count).toBe(2);
});

test("puts them into the feed when they are asked for, the newest first", () => {
  const { result, tell, feed } = watchFeedOf([old]);
  tell([newer]);
  tell([newest]);

  act(() => result.current.show());

  expect(feed()).toEqual([newest, newer, old]);
  expect(result.current.count).toBe(0);
});
