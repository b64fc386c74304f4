import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useId } from "react";
import type { Case } from "~/api/objects";
import { maySuspend } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { RelativeTime } from "~/ui/RelativeTime";
import { decisionText, linkOf, nameOf, stateOf } from "./describe";
import { useTakeBack } from "./useTakeBack";

/** A closed case: what was decided, by whom and why. */
export function ClosedCase({ row }: { row: Case }) {
  const id = useId();
  const { data: me } = useMe();
  const takeBack = useTakeBack(row);
  const { resolution } = row;
  const link = linkOf(row);
  const { isRemoved, isSuspended } = stateOf(row);
  const mayReactivate = isSuspended && maySuspend(me);
  const label = t(resolution?.action === "remove" ? "restoreSubject" : "reactivate");
  return (
    <article aria-labelledby={id} className="flex items-start gap-3 px-4 py-3.5 md:px-5">
      <div className="min-w-0 flex-1 text-sm">
        <h2 id={id} className="font-semibold text-base wrap-anywhere">
          {link ? (
            <Link {...link} className="rounded-sm hover:underline">
              {nameOf(row)}
            </Link>
          ) : (
            nameOf(row)
          )}
        </h2>
        {resolution && (
          <>
            <p>
              <span className="font-medium">{decisionText(resolution)}</span>
              <span className="text-muted">
                {resolution.moderator && (
                  <>
                    {" "}
                    <bdi>{t("decidedBy", { name: resolution.moderator.username })}</bdi>
                  </>
                )}
                {" · "}
                <RelativeTime time={resolution.created_at} />
                {" · "}
                {t("reportCount", { count: row.reports_count })}
              </span>
            </p>
            <p dir="auto" className="written text-muted">
              {resolution.note}
            </p>
          </>
        )}
      </div>
      {(isRemoved || mayReactivate || takeBack.isSuccess) && (
        <Button
          look="secondary"
          size="small"
          aria-label={`${label}: ${nameOf(row)}`}
          pending={takeBack.isPending}
          disabled={takeBack.isSuccess}
          onClick={() => takeBack.mutate()}
        >
          <RotateCcw aria-hidden className="size-4" />
          {label}
        </Button>
      )}
    </article>
  );
}
