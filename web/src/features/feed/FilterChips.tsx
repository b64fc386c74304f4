import { X } from "lucide-react";
import { t } from "~/texts/texts";
import { locale } from "~/ui/locale";
import { type FeedSearch, tagsOf } from "./feedSearch";

interface Props {
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
}

/** The active filters, each with a button to remove it. */
export function FilterChips({ search, onChange }: Props) {
  const { tags: _, since, until, ...rest } = search;
  const tags = tagsOf(search);
  if (tags.length === 0 && !since && !until) return null;

  const days = { ...(since && { since }), ...(until && { until }) };
  const without = (tag: string) => {
    const left = tags.filter((other) => other !== tag).join(",");
    onChange({ ...rest, ...days, ...(left && { tags: left }) });
  };

  return (
    <ul aria-label={t("filters")} className="flex flex-wrap gap-1.5 border-line border-b px-4 py-2.5 md:px-5">
      {tags.map((tag) => (
        <Chip key={tag} text={`#${tag}`} onRemove={() => without(tag)} />
      ))}
      {(since || until) && (
        <Chip
          text={periodName(since, until)}
          onRemove={() => onChange({ ...rest, ...(tags.length > 0 && { tags: tags.join(",") }) })}
        />
      )}
    </ul>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <li className="flex max-w-full items-center gap-0.5 rounded-full bg-accent-soft py-0.5 ps-3 pe-1 text-accent text-sm">
      <bdi className="wrap-anywhere">{text}</bdi>
      <button
        type="button"
        aria-label={t("removeFilter", { filter: text })}
        onClick={onRemove}
        className="rounded-full p-1.5 hover:bg-hover"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

function periodName(since: string | undefined, until: string | undefined): string {
  if (since && until) return since === until ? dayName(since) : `${dayName(since)} – ${dayName(until)}`;
  return since ? t("fromDay", { day: dayName(since) }) : t("untilDay", { day: dayName(until ?? "") });
}

function dayName(day: string): string {
  return new Date(`${day}T00:00:00`).toLocaleDateString(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
  });
}
