import { loadQuietly } from "~/ui/quietLoad";
import { afterStartup } from "~/ui/startup";
import type { PostSource } from "./postSource";

/** The live posts. Their code loads after startup. */
export const livePostsLater: PostSource = (onPosts) => {
  let stopped = false;
  let stop = () => {};
  void loadQuietly(afterStartup(() => import("./livePosts"))).then(
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
