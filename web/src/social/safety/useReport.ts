import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { ReportReason } from "~/api/objects";
import { t } from "~/texts/texts";
import { useDraft } from "~/ui/draft";
import { useLateFailure } from "~/ui/useLateFailure";
import type { Subject } from "./subject";

interface Report {
  reason: ReportReason;
  text: string;
}

const blank: Report = { reason: "spam", text: "" };

/**
 * Sends a report. Its draft is kept until then. The API stores one report per subject and
 * user; another has no effect.
 */
export function useReport(subject: Subject) {
  const draft = useDraft(`report ${JSON.stringify(subject)}`, blank);
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: t("report"), problem }));
  const send = useMutation({
    mutationFn: ({ reason, text }: Report) =>
      api.POST("/v1/reports", { body: { ...subject, reason, ...(text.trim() && { text }) } }),
    onSuccess: draft.drop,
    onError: tellIfLeft,
  });
  return { draft, send };
}
