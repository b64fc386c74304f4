import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { GitMerge } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";

interface Props<T, K extends readonly unknown[]> {
  title: string;
  /** The query of the other version. */
  other: UseQueryOptions<T, Error, T, K>;
  onKeepMine: (other: T) => void;
  onTakeOther: (other: T) => void;
  /** Shows the other version. */
  children: (other: T) => ReactNode;
}

/**
 * Shown when another version was saved during this edit. It shows both versions, and the
 * user chooses one.
 */
export function EditConflict<T, K extends readonly unknown[]>({
  title,
  other: query,
  onKeepMine,
  onTakeOther,
  children,
}: Props<T, K>) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: other, error, refetch } = useQuery(query);
  useEffect(() => heading.current?.focus(), []);

  return (
    <div className="grid gap-3 rounded-xl bg-warning-soft p-4">
      <div className="flex gap-3">
        <GitMerge aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" />
        <div className="text-sm">
          <h2 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
            {title}
          </h2>
          <p>{t("conflictText")}</p>
        </div>
      </div>
      <section
        aria-label={t("otherVersion")}
        className="rounded-lg border border-line bg-surface px-3.5 py-2.5"
      >
        <h3 className="mb-1.5 font-medium text-muted text-sm">{t("otherVersion")}</h3>
        {other && children(other)}
        {!other && error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!other && !error && <Skeleton className="h-16 w-full" />}
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="secondary" size="small" disabled={!other} onClick={() => other && onTakeOther(other)}>
          {t("useOther")}
        </Button>
        <Button size="small" disabled={!other} onClick={() => other && onKeepMine(other)}>
          {t("keepMine")}
        </Button>
      </div>
    </div>
  );
}
