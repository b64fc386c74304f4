import { loadQuietly } from "~/ui/quietLoad";
import type { PostSource } from "./postSource";

/** The live posts. Their code loads after the first screen. */
export const livePostsLater: PostSource = (onPosts) => {
  let stopped = false;
  let stop = () => {};
  void loadQuietly(() => import("./livePosts")).then(
    ({ livePosts }) => {
      if (!stopped) stop = livePosts(onPosts);
    },
    () => undefined, // the next visit to the feed retries
  );
  return () => {
    stopped = true;
    stop();
  };
};
