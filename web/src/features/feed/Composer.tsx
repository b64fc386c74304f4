import { Suspense, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMe } from "~/social/me/useMe";
import { emptyPost } from "~/social/post/postContent";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { useDraft } from "~/ui/draft";
import { loadable } from "~/ui/loadable";
import { Skeleton } from "~/ui/Skeleton";
import { closeComposer, openComposer, useComposing } from "./composing";

// The form and its validation load when the user is about to write.
const ComposerForm = loadable(() => import("./ComposerForm"), "ComposerForm");

/** Shows a one-line button, or the form for a new post once it is open. */
export function Composer() {
  const { data: me } = useMe();
  const draft = useDraft("post", emptyPost);
  const opener = useRef<HTMLButtonElement>(null);
  const { open } = useComposing();
  const [begun, setBegun] = useState(draft.isKept);

  function close() {
    flushSync(() => {
      setBegun(false);
      closeComposer();
    });
    opener.current?.focus();
  }

  return (
    <section aria-label={t("writePost")} className="flex gap-3 border-line border-b px-4 py-3.5 md:px-5">
      {me ? <Avatar username={me.username} /> : <Skeleton round className="size-10 shrink-0" />}
      {open || begun ? (
        <Suspense fallback={<Skeleton className="h-64 flex-1" />}>
          <ComposerForm draft={draft} onClose={close} />
        </Suspense>
      ) : (
        <button
          ref={opener}
          type="button"
          onClick={openComposer}
          onPointerEnter={() => void ComposerForm.preload()}
          onFocus={() => void ComposerForm.preload()}
          className="h-10 flex-1 cursor-text! rounded-lg px-1 text-start text-muted"
        >
          {t("whatsOnYourMind")}
        </button>
      )}
    </section>
  );
}
