import { Link } from "@tanstack/react-router";
import type { CaseDetails } from "~/api/objects";
import { t } from "~/texts/texts";
import { RelativeTime } from "~/ui/RelativeTime";
import { Written } from "~/ui/Written";
import { reasonText } from "./describe";

/** The reports of a case that say more than a reason. */
export function CaseReports({ reports }: Pick<CaseDetails, "reports">) {
  const telling = reports.filter(({ text }) => text !== "");
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-sm">{t("reportTexts")}</h3>
      {telling.length === 0 && <p className="text-muted text-sm">{t("noReportTexts")}</p>}
      <ul className="grid gap-2.5">
        {telling.map(({ id, reason, text, reporter, created_at }) => (
          <li key={id} className="border-line border-s-2 ps-3 text-sm">
            <Written text={text} />
            <p className="text-muted">
              {reasonText(reason)}
              {" · "}
              {reporter && (
                <>
                  <Link
                    to="/people/$userId"
                    params={{ userId: reporter.id }}
                    className="rounded-sm hover:underline"
                  >
                    <bdi>{reporter.display_name}</bdi>
                  </Link>
                  {" · "}
                </>
              )}
              <RelativeTime time={created_at} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
