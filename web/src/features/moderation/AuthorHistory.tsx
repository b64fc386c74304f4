import type { CaseDetails } from "~/api/objects";
import { t } from "~/texts/texts";
import { RelativeTime } from "~/ui/RelativeTime";
import { decisionText } from "./describe";

interface Props extends Pick<CaseDetails, "history"> {
  username: string;
}

const kinds = { post: "post", comment: "comment", user: "account" } as const;

/** The decisions about other cases of the same author. */
export function AuthorHistory({ username, history }: Props) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-sm">{t("authorHistory", { username })}</h3>
      {history.length === 0 && <p className="text-muted text-sm">{t("noHistory")}</p>}
      <ul className="grid gap-1.5 text-sm">
        {history.map((past) => (
          <li key={past.id} className="wrap-anywhere">
            <span className="font-medium">{decisionText(past)}</span>
            <span className="text-muted">
              {" · "}
              {t(kinds[past.kind])}
              {" · "}
              <RelativeTime time={past.created_at} />
            </span>
            <span dir="auto" className="block text-muted">
              {past.note}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
