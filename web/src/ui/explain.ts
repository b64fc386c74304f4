import { Failure } from "~/api/failure";
import { type TextId, t } from "~/texts/texts";

interface Explanation {
  title: string;
  text: string;
}

/** Why an operation is refused, by the API's status. The API says it in English only. */
export type Reasons = Partial<Record<number, TextId>>;

/** Returns a title and text that explain an error to the user. */
export function explain(error: unknown, reasons: Reasons = {}): Explanation {
  if (!(error instanceof Failure)) {
    return { title: t("ourMistakeTitle"), text: t("ourMistake") };
  }
  if (error.tooSlow && navigator.onLine) {
    return {
      title: t("tooSlowTitle"),
      text: t("tooSlow"),
    };
  }
  if (error.status === 0) {
    return navigator.onLine
      ? { title: t("unreachableTitle"), text: t("unreachable") }
      : { title: t("offlineTitle"), text: t("offline") };
  }
  const reason = reasons[error.status];
  if (reason) return { title: t("refusedTitle"), text: t(reason) };
  switch (error.status) {
    case 403:
      return { title: t("forbiddenTitle"), text: t("forbidden") };
    case 404:
      return { title: t("notFoundTitle"), text: t("notFound") };
    case 429:
      return { title: t("tooManyTitle"), text: t("tooMany") };
    case 503:
      return { title: t("troubleTitle"), text: t("trouble") };
  }
  if (error.status >= 500) {
    const text = error.requestId ? t("ourMistakeTrace", { id: error.requestId }) : t("ourMistakePlain");
    return { title: t("ourMistakeTitle"), text };
  }
  return { title: t("refusedTitle"), text: sentence(error.message) };
}

/** Turns one of the API's error details into a sentence: capital letter, full stop. */
export function sentence(clause: string): string {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
