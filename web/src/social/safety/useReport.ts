import { useMutation } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { ReportReason } from "~/api/objects";
import { t } from "~/texts/texts";
import { useLateFailure } from "~/ui/useLateFailure";
import type { Subject } from "./subject";

/** Sends a report. The API takes one report of a subject from a user, and repeats its answer after that. */
export function useReport(subject: Subject) {
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: t("report"), problem }));
  return useMutation({
    mutationFn: ({ reason, text }: { reason: ReportReason; text: string }) =>
      api.POST("/v1/reports", { body: { ...subject, reason, ...(text.trim() && { text }) } }),
    onError: tellIfLeft,
  });
}
