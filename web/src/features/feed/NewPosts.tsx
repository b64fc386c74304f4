import { ArrowUp } from "lucide-react";
import type { Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { t } from "~/texts/texts";
import { useUnreadInTitle } from "~/ui/documentTitle";
import { useNewPosts } from "./useNewPosts";

/** Announces new posts. The reader decides when to show them. */
export function NewPosts({ feed }: { feed: Pages<Post> }) {
  const { count, show } = useNewPosts(feed);
  useUnreadInTitle(count);
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-16 z-10 flex h-0 justify-center overflow-visible"
    >
      {count > 0 && (
        <button
          type="button"
          onClick={() => {
            show();
            window.scrollTo({ top: 0 });
          }}
          className="pointer-events-auto mt-2 flex h-8 animate-appear items-center gap-1.5 rounded-full bg-accent px-3.5 font-medium text-on-accent text-sm shadow-float hover:bg-accent-hover"
        >
          <ArrowUp aria-hidden className="size-4" />
          {t("newPosts", { count })}
        </button>
      )}
    </div>
  );
}
