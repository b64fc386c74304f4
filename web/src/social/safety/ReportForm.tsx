import { Dialog } from "radix-ui";
import { type FormEvent, useState } from "react";
import { reportDraft } from "~/api/limits";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { codePoints } from "~/ui/codePoints";
import { FormProblem } from "~/ui/FormProblem";
import { RadioList } from "~/ui/RadioList";
import { TextAreaField } from "~/ui/TextAreaField";
import { reasonNames, reasons } from "./reasons";
import type { Subject } from "./subject";
import type { useReport } from "./useReport";

interface Props {
  subject: Subject;
  report: ReturnType<typeof useReport>;
  onClose: () => void;
}

const limit = reportDraft.text.maxLength;

/**
 * The form of a report: a reason, and what else the moderators should know. Only Cancel
 * discards them; Escape and a press outside the dialog happen too easily.
 */
export function ReportForm({ subject, report: { draft, send }, onClose }: Props) {
  const [{ reason, text }, setReport] = useState(draft.initial);
  const tooLong = codePoints(text) > limit;
  const title =
    "post_id" in subject ? "reportPost" : "comment_id" in subject ? "reportComment" : "reportUser";

  function change(part: Partial<typeof draft.initial>) {
    const changed = { reason, text, ...part };
    setReport(changed);
    draft.keep(changed);
  }

  function cancel() {
    draft.drop();
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation(); // the dialog may be inside another form, as React sees it
    if (!tooLong && !send.isPending) send.mutate({ reason, text });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Dialog.Title className="font-semibold text-lg">{t(title)}</Dialog.Title>
      <RadioList
        label={t("reportReason")}
        name="reason"
        value={reason}
        choices={reasonNames.map((name) => [name, t(reasons[name])])}
        onChange={(chosen) => change({ reason: chosen })}
      />
      <TextAreaField
        label={t("reportText")}
        typed={text}
        limit={limit}
        dir="auto"
        value={text}
        readOnly={send.isPending}
        onChange={({ target }) => change({ text: target.value })}
        error={tooLong ? t("atMostCharacters", { limit }) : undefined}
      />
      {send.error && <FormProblem error={send.error} />}
      <div className="flex justify-end gap-2">
        <Button look="secondary" disabled={send.isPending} onClick={cancel}>
          {t("cancel")}
        </Button>
        <Button type="submit" pending={send.isPending}>
          {t("sendReport")}
        </Button>
      </div>
    </form>
  );
}
