import { Check, Circle } from "lucide-react";
import { t } from "~/texts/texts";

export interface Rule {
  text: () => string;
  keeps: (value: string) => boolean;
}

interface Props {
  rules: Rule[];
  value: string;
}

/** Rules for a field, ticked off as the user types. */
export function RuleList({ rules, value }: Props) {
  return (
    <ul className="grid gap-0.5">
      {rules.map(({ text, keeps }) => {
        const label = text();
        const kept = value !== "" && keeps(value);
        const Icon = kept ? Check : Circle;
        return (
          <li
            key={label}
            className={`flex items-center gap-2 transition-colors ${kept ? "text-accent" : ""}`}
          >
            <Icon
              aria-hidden
              strokeWidth={kept ? 2.5 : 2}
              className={kept ? "size-3.5" : "mx-0.5 size-2.5"}
            />
            {label}
            {kept && <span className="sr-only">{t("ruleKept")}</span>}
          </li>
        );
      })}
    </ul>
  );
}
