import type { Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { t } from "~/texts/texts";
import { useUnreadInTitle } from "~/ui/documentTitle";
import { NewRows } from "~/ui/NewRows";
import { useNewPosts } from "./useNewPosts";

/** Announces new posts. */
export function NewPosts({ feed }: { feed: Pages<Post> }) {
  const { count, show } = useNewPosts(feed);
  useUnreadInTitle(count);
  return (
    <NewRows
      text={count > 0 && t("newPosts", { count })}
      onShow={() => {
        show();
        window.scrollTo({ top: 0 });
      }}
    />
  );
}
