import type { ReportReason } from "~/api/objects";
import type { TextId } from "~/texts/texts";

/** The reasons of a report, with their names. */
export const reasons: Record<ReportReason, TextId> = {
  spam: "reasonSpam",
  abuse: "reasonAbuse",
  hate: "reasonHate",
  sexual: "reasonSexual",
  violence: "reasonViolence",
  self_harm: "reasonSelfHarm",
  other: "reasonOther",
};

export const reasonNames = Object.keys(reasons) as ReportReason[];
