import { useState } from "react";
import { resolutionDraft } from "~/api/limits";
import type { Case } from "~/api/objects";
import { t } from "~/texts/texts";
import { codePoints } from "~/ui/codePoints";
import { noteFor } from "./describe";
import type { Decision } from "./hold";

/** Keeps the notes that the moderator has written. The others are made from the reported reasons. */
export function useNotes() {
  const [written, setWritten] = useState<Record<number, string>>({});
  return {
    /** Returns the note of a case. A dismissal does not say that a rule is broken. */
    of(reported: Case, action?: Decision["action"]): string {
      return written[reported.id] ?? (action === "dismiss" ? t("noteDismiss") : noteFor(reported));
    },
    write(reported: Case, note: string) {
      setWritten((notes) => ({ ...notes, [reported.id]: note }));
    },
    isGood: (note: string) => note.trim() !== "" && codePoints(note) <= resolutionDraft.note.maxLength,
  };
}
