import { FileText, MessageCircle, UserRound } from "lucide-react";
import { type RefObject, useEffect, useId, useRef } from "react";
import type { Case } from "~/api/objects";
import { t } from "~/texts/texts";
import { RelativeTime } from "~/ui/RelativeTime";
import { CaseActions, type CaseActionsOf } from "./CaseActions";
import { CaseContext } from "./CaseContext";
import { nameOf, reasonsOf, reasonText } from "./describe";
import { NoteField } from "./NoteField";

const icons = { post: FileText, comment: MessageCircle, user: UserRound };

interface Props {
  row: Case;
  isCurrent: boolean;
  /** Whether the case gets the focus when it becomes current. */
  focused: boolean;
  onShow: () => void;
  note: string;
  onNote: (note: string) => void;
  noteField: RefObject<HTMLTextAreaElement | null>;
  actions: CaseActionsOf;
}

/** An open case: one line, and for the current case its context and what can be decided. */
export function CaseRow({ row, isCurrent, focused, onShow, note, onNote, noteField, actions }: Props) {
  const id = useId();
  const heading = useRef<HTMLButtonElement>(null);
  const Icon = icons[row.kind];
  useEffect(() => {
    if (!isCurrent || !focused) return;
    // The router sets the scroll position and the focus of a new page first.
    const frame = requestAnimationFrame(() => {
      const article = heading.current?.closest("article");
      article?.scrollIntoView({ block: "start" });
      // If the user is already typing the note, its letters must not become shortcuts.
      if (!article?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [isCurrent, focused]);

  return (
    <article
      aria-labelledby={`${id}-name`}
      className={`scroll-mt-14 border-s-3 px-4 py-3.5 md:px-5 ${isCurrent ? "border-accent" : "border-transparent hover:bg-hover/50"}`}
    >
      <h2 id={`${id}-name`} className="font-semibold">
        <button
          ref={heading}
          type="button"
          data-own-focus // the focus is not moved to the content after a navigation
          aria-expanded={isCurrent}
          aria-controls={isCurrent ? `${id}-case` : undefined}
          onClick={onShow}
          className="flex w-full items-start gap-2.5 rounded-sm text-start"
        >
          <Icon aria-hidden className="mt-1 size-4 shrink-0 text-muted" />
          <span className="min-w-0 wrap-anywhere">{nameOf(row)}</span>
        </button>
      </h2>
      <p className="ms-6.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm">
        <span className="font-medium text-ink">{t("reportCount", { count: row.reports_count })}</span>
        {reasonsOf(row).map(([reason, count]) => (
          <span key={reason} className="rounded-full bg-danger-soft px-2 py-0.5 text-danger text-xs">
            {t("reasonCount", { reason: reasonText(reason), count })}
          </span>
        ))}
        <RelativeTime time={row.created_at} />
      </p>
      {isCurrent && (
        <div id={`${id}-case`} className="mt-4 grid gap-5">
          <CaseContext row={row} />
          <NoteField
            ref={noteField}
            note={note}
            onChange={onNote}
            onLeave={() => heading.current?.focus({ preventScroll: true })}
          />
          <CaseActions actions={actions} />
        </div>
      )}
    </article>
  );
}
