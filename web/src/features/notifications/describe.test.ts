import { expect, test } from "vitest";
import { notification } from "~/testing/samples";
import { actionOf, actorsOf, linkOf } from "./describe";

const people = ["Ann", "Ben", "Cleo"].map((display_name, id) => ({
  id,
  username: display_name,
  display_name,
}));

test.each([
  [1, "Ann likes your post"],
  [2, "Ann and Ben like your post"],
  [3, "Ann, Ben and 1 other like your post"],
  [99, "Ann, Ben and 97 others like your post"],
  [100, "Ann, Ben and 97+ others like your post"],
])("the text about %i people", (actors_count, text) => {
  const likes = notification({ actors: people.slice(0, actors_count), actors_count });
  const told = `${actorsOf(likes)} ${actionOf(likes)}`.replaceAll(/[\u2068\u2069]/g, "");
  expect(told).toBe(text);
});

test("a notification without actors is from the moderators", () => {
  const removal = notification({ kind: "moderation", actors: [], actors_count: 0 });
  expect(actorsOf(removal)).toBe("The moderators");
});

const post = { id: 10, title: "The heron is back" };
const comment = { id: 20, content: "A lot" };

test.each([
  ["a like of a post", notification({ kind: "like_post", post }), "/posts/$postId", {}],
  ["a mention in a post", notification({ kind: "mention", post }), "/posts/$postId", {}],
  ["a reply", notification({ kind: "reply", post, comment }), "/posts/$postId", { comment: 20 }],
  ["a follower", notification({ kind: "follow", post: null }), "/people/$userId", undefined],
  [
    "followers",
    notification({ kind: "follow", post: null, actors: people, actors_count: 3 }),
    "/people/$userId/followers",
    undefined,
  ],
  ["a like of a deleted post", notification({ kind: "like_post", post: null }), undefined, undefined],
])("the link of %s", (_, entry, to, search) => {
  const link = linkOf(entry, 1);
  expect(link?.to).toBe(to);
  expect(link && "search" in link ? link.search : undefined).toEqual(search);
});
