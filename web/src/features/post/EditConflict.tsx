import { GitMerge } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Post } from "~/api/objects";
import { PostTags } from "~/social/post/PostTags";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";
import { Written } from "~/ui/Written";
import { useTheirVersion } from "./useTheirVersion";

interface Props {
  postId: number;
  pending: boolean;
  onKeepMine: (theirs: Post) => void;
  onTakeTheirs: (theirs: Post) => void;
}

/**
 * Shown when someone else saved the post during this edit. It shows both versions,
 * and the user chooses one.
 */
export function EditConflict({ postId, pending, onKeepMine, onTakeTheirs }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: theirs, error, refetch } = useTheirVersion(postId);
  useEffect(() => heading.current?.focus(), []);

  return (
    <div className="grid gap-3 rounded-xl bg-warning-soft p-4">
      <div className="flex gap-3">
        <GitMerge aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" />
        <div className="text-sm">
          <h2 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
            {t("conflictTitle")}
          </h2>
          <p>{t("conflictText")}</p>
        </div>
      </div>
      <section
        aria-label={t("theirVersion")}
        className="rounded-lg border border-line bg-surface px-3.5 py-2.5"
      >
        <h3 className="mb-1.5 font-medium text-muted text-sm">{t("theirVersion")}</h3>
        {theirs && (
          <>
            <p dir="auto" className="font-semibold wrap-anywhere">
              {theirs.title}
            </p>
            <Written text={theirs.content} className="mt-0.5" />
            <PostTags tags={theirs.tags} />
          </>
        )}
        {!theirs && error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!theirs && !error && <Skeleton className="h-16 w-full" />}
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          look="secondary"
          size="small"
          disabled={!theirs}
          onClick={() => theirs && onTakeTheirs(theirs)}
        >
          {t("useTheirs")}
        </Button>
        <Button
          size="small"
          disabled={!theirs}
          pending={pending}
          onClick={() => theirs && onKeepMine(theirs)}
        >
          {t("keepMine")}
        </Button>
      </div>
    </div>
  );
}
