import { type FormEvent, type RefObject, useEffect, useState } from "react";
import { splitTags, tagProblem } from "~/social/post/tags";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/TextField";
import { type FeedSearch, maxTags, tagsOf } from "./feedSearch";

interface Props {
  ref: RefObject<HTMLFormElement | null>;
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
  onDone: () => void;
}

/** Why the filters can't be applied, and the name of the field to change. */
interface Problem {
  field: string;
  text: string;
}

/** The filters of the feed. They apply on Enter, on a button, or when a date loses the focus. */
export function FilterForm({ ref, search, onChange, onDone }: Props) {
  const { tags: _, since: oldSince = "", until: oldUntil = "", ...rest } = search;
  const [tag, setTag] = useState("");
  const [since, setSince] = useState(oldSince);
  const [until, setUntil] = useState(oldUntil);
  const [problem, setProblem] = useState<Problem>();
  const tags = tagsOf(search);
  const full = tags.length >= maxTags;

  // Removing a chip changes the dates from outside.
  useEffect(() => setSince(oldSince), [oldSince]);
  useEffect(() => setUntil(oldUntil), [oldUntil]);

  const errorOf = (field: string) => (problem?.field === field ? problem.text : undefined);

  /** Returns whether the filters could be applied. If not, and if asked to, it focuses the field to change. */
  function apply(focuses: boolean): boolean {
    const all = [...new Set([...tags, ...splitTags(tag)])];
    const tagError = tagProblem(all, maxTags);
    const found = tagError ? { field: "tag", text: tagError } : dateProblem(ref.current, since, until);
    setProblem(found);
    if (found) {
      if (focuses) ref.current?.querySelector<HTMLElement>(`[name=${found.field}]`)?.focus();
      return false;
    }
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
    apply((event.nativeEvent as SubmitEvent).submitter !== null); // null: a field or the form was left
  }

  const applyOnLeave = () => ref.current?.requestSubmit();

  return (
    <form ref={ref} noValidate aria-label={t("filter")} onSubmit={submit} className="grid gap-4">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            name="tag"
            label={t("hasTag")}
            error={errorOf("tag")}
            dir="auto"
            autoCapitalize="none"
            autoComplete="off"
            disabled={full}
            placeholder={full ? t("atMostTags", { limit: maxTags }) : t("tagExample")}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
        </div>
        <Button type="submit" look="secondary" className="mt-6.5">
          {t("add")}
        </Button>
      </div>
      <TextField
        name="since"
        label={t("from")}
        error={errorOf("since")}
        type="date"
        max="9999-12-31"
        value={since}
        onChange={({ target }) => setSince(target.value)}
        onBlur={applyOnLeave}
      />
      <TextField
        name="until"
        label={t("to")}
        error={errorOf("until")}
        type="date"
        max="9999-12-31"
        value={until}
        onChange={({ target }) => setUntil(target.value)}
        onBlur={applyOnLeave}
      />
      <Button onClick={() => apply(true) && onDone()}>{t("done")}</Button>
    </form>
  );
}

function dateProblem(form: HTMLFormElement | null, since: string, until: string): Problem | undefined {
  const half = [...(form?.elements ?? [])].find(
    (field) => field instanceof HTMLInputElement && field.validity.badInput,
  );
  if (half instanceof HTMLInputElement) return { field: half.name, text: t("completeDate") };
  if (since && until && since > until) return { field: "until", text: t("fromAfterTo") };
  return undefined;
}
