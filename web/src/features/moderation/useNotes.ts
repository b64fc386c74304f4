import { useReducer } from "react";
import { resolutionDraft } from "~/api/limits";
import type { Case } from "~/api/objects";
import { t } from "~/texts/texts";
import { codePoints } from "~/ui/codePoints";
import { useDrafts } from "~/ui/draft";
import { noteFor } from "./describe";
import type { Decision } from "./hold";

/** Keeps the notes that the moderator has written, as drafts. Others come from the reported reasons. */
export function useNotes() {
  const draftOf = useDrafts();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const draft = (reported: Case) => draftOf(`case ${reported.id}`, { note: noteFor(reported) });
  return {
    /** Returns the note of a case. A dismissal does not say that a rule is broken. */
    of(reported: Case, action?: Decision["action"]): string {
      const { initial, isKept } = draft(reported);
      return action === "dismiss" && !isKept() ? t("noteDismiss") : initial.note;
    },
    write(reported: Case, note: string) {
      draft(reported).keep({ note });
      redraw();
    },
    drop: (reported: Case) => draft(reported).drop(),
    isWritten: (reported: Case) => draft(reported).isKept(),
    isGood: (note: string) => note.trim() !== "" && codePoints(note) <= resolutionDraft.note.maxLength,
  };
}
