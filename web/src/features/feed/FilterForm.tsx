import { type FormEvent, type RefObject, useEffect, useState } from "react";
import { splitTags, tagProblem } from "~/social/post/tags";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { FieldError } from "~/ui/FieldError";
import { TextField } from "~/ui/TextField";
import { type FeedSearch, maxTags, tagsOf } from "./feedSearch";

interface Props {
  ref: RefObject<HTMLFormElement | null>;
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
  onDone: () => void;
}

/** The filters of the feed. They apply on Enter, on a button, or when a date loses the focus. */
export function FilterForm({ ref, search, onChange, onDone }: Props) {
  const { tags: _, since: oldSince = "", until: oldUntil = "", ...rest } = search;
  const [tag, setTag] = useState("");
  const [since, setSince] = useState(oldSince);
  const [until, setUntil] = useState(oldUntil);
  const [problem, setProblem] = useState<string>();
  const tags = tagsOf(search);
  const full = tags.length >= maxTags;

  // Removing a chip changes the dates from outside.
  useEffect(() => setSince(oldSince), [oldSince]);
  useEffect(() => setUntil(oldUntil), [oldUntil]);

  /** Returns whether the filters could be applied. */
  function apply(): boolean {
    const all = [...new Set([...tags, ...splitTags(tag)])];
    const found = dateProblem(ref.current, since, until) ?? tagProblem(all, maxTags);
    setProblem(found);
    if (found) return false;
    setTag("");
    if (since === oldSince && until === oldUntil && all.length === tags.length) return true;
    onChange({
      ...rest,
      ...(all.length > 0 && { tags: all.join(",") }),
      ...(since && { since }),
      ...(until && { until }),
    });
    return true;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    apply();
  }

  const applyOnLeave = () => ref.current?.requestSubmit();

  return (
    <form ref={ref} noValidate aria-label={t("filter")} onSubmit={submit} className="grid gap-4">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t("hasTag")}
            dir="auto"
            autoCapitalize="none"
            autoComplete="off"
            disabled={full}
            placeholder={full ? t("atMostTags", { limit: maxTags }) : t("tagExample")}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
        </div>
        <Button type="submit" look="secondary">
          {t("add")}
        </Button>
      </div>
      <TextField
        label={t("from")}
        type="date"
        max="9999-12-31"
        value={since}
        onChange={({ target }) => setSince(target.value)}
        onBlur={applyOnLeave}
      />
      <TextField
        label={t("to")}
        type="date"
        max="9999-12-31"
        value={until}
        onChange={({ target }) => setUntil(target.value)}
        onBlur={applyOnLeave}
      />
      <FieldError id="filter-problem">{problem}</FieldError>
      <Button onClick={() => apply() && onDone()}>{t("done")}</Button>
    </form>
  );
}

function dateProblem(form: HTMLFormElement | null, since: string, until: string): string | undefined {
  const half = [...(form?.elements ?? [])].some(
    (field) => field instanceof HTMLInputElement && field.validity.badInput,
  );
  if (half) return t("completeDate");
  if (since && until && since > until) return t("fromAfterTo");
  return undefined;
}
