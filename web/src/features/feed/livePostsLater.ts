import { loadQuietly } from "~/ui/quietLoad";
import type { PostSource } from "./postSource";

/** The live posts, whose code is loaded once the first screen is there. */
export const livePostsLater: PostSource = (onPosts) => {
  let stopped = false;
  let stop = () => {};
  void loadQuietly(() => import("./livePosts")).then(
    ({ livePosts }) => {
      if (!stopped) stop = livePosts(onPosts);
    },
    () => undefined, // the next visit of the feed tries again
  );
  return () => {
    stopped = true;
    stop();
  };
};
