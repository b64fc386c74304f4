import type { Ref } from "react";
import { resolutionDraft } from "~/api/limits";
import { t } from "~/texts/texts";
import { codePoints } from "~/ui/codePoints";
import { TextAreaField } from "~/ui/TextAreaField";

interface Props {
  ref: Ref<HTMLTextAreaElement>;
  note: string;
  onChange: (note: string) => void;
  /** Called when Escape leaves the field. */
  onLeave: () => void;
}

const limit = resolutionDraft.note.maxLength;

/** The reason for the decision. The author sees it. */
export function NoteField({ ref, note, onChange, onLeave }: Props) {
  const tooLong = codePoints(note) > limit;
  const problem = tooLong ? t("atMostCharacters", { limit }) : note.trim() ? undefined : t("noteMissing");
  return (
    <TextAreaField
      ref={ref}
      label={t("decisionNote")}
      typed={note}
      limit={limit}
      error={problem}
      dir="auto"
      rows={2}
      value={note}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={(event) => {
        const isDone = event.key === "Enter" && (event.ctrlKey || event.metaKey);
        if (event.nativeEvent.isComposing || !(isDone || event.key === "Escape")) return;
        event.preventDefault();
        onLeave();
      }}
    />
  );
}
