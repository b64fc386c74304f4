import { QueryClient, QueryClientProvider, skipToken, useMutation, useQuery } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import type { Me, Post } from "~/api/objects";
import { type Pages, prependRows, rowsOf } from "~/api/pages";
import { postKeys } from "~/social/post/postKeys";
import { userKeys } from "~/social/user/userKeys";
import { me, page, post } from "~/testing/samples";
import { creatingPost } from "./useIsPosting";
import { useNewPosts } from "./useNewPosts";

const older = post({ id: 9, created_at: "2026-02-01T10:00:00.000000Z" });
const old = post({ id: 1, created_at: "2026-03-01T10:00:00.000000Z" });
const newer = post({ id: 2, created_at: "2026-03-01T10:00:00.000001Z" });
const newest = post({ id: 3, created_at: "2026-03-01T10:00:01.000000Z" });
const mine = post({ id: 4, user_id: 1, created_at: "2026-03-01T10:00:02.000000Z" });

function watchFeedOf(posts: Post[]) {
  const feedKey = postKeys.feed({});
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData<Pages<Post>>(feedKey, { pages: [page(posts)], pageParams: [null] });
  client.setQueryData<Me>(userKeys.me(), me());
  let tell: (posts: Post[]) => void = () => {};
  const source = (onPosts: typeof tell) => {
    tell = onPosts;
    return () => {};
  };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => {
      const { data } = useQuery<Pages<Post>>({ queryKey: feedKey, queryFn: skipToken });
      const sending = useMutation<Post>({
        mutationKey: creatingPost,
        mutationFn: () => new Promise(() => {}),
      });
      return { ...useNewPosts(data ?? { pages: [], pageParams: [] }, source), send: sending.mutate };
    },
    { wrapper },
  );
  const feed = () => client.getQueryData<Pages<Post>>(feedKey) ?? { pages: [], pageParams: [] };
  return {
    result,
    tell: (posts: Post[]) => act(() => tell(posts)),
    put: (posts: Post[]) => act(() => client.setQueryData<Pages<Post>>(feedKey, prependRows(feed(), posts))),
    take: () => act(() => client.setQueryData<Pages<Post>>(feedKey, { ...feed(), pages: [page([old])] })),
    feed: () => rowsOf(feed()),
  };
}

test("counts each new post once, but none that is in the feed or on its next page", () => {
  const { result, tell } = watchFeedOf([old]);
  tell([newer, old, older]);
  tell([newest, newer, old]);
  expect(result.current.count).toBe(2);
});

test("adds the new posts to the feed on request, newest first", () => {
  const { result, tell, feed } = watchFeedOf([old]);
  tell([newest]);
  tell([newer]);

  act(() => result.current.show());

  expect(feed()).toEqual([newest, newer, old]);
  expect(result.current.count).toBe(0);
});

test("the user's own post does not hide what others wrote before it", () => {
  const { result, tell, put, feed } = watchFeedOf([old]);
  tell([newer]);
  put([mine]);
  tell([newest]);
  expect(result.current.count).toBe(2);

  act(() => result.current.show());
  expect(feed()).toEqual([mine, newest, newer, old]);
});

test("the user's own post is never announced, whether it is being sent, shown or deleted", async () => {
  const { result, tell, put, take } = watchFeedOf([old]);
  await act(async () => result.current.send());
  tell([mine]);
  expect(result.current.count).toBe(0);

  put([mine]);
  tell([mine]);
  take();
  expect(result.current.count).toBe(0);
});
