import { type FormEvent, useState } from "react";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/TextField";
import { type FeedSearch, tagsOf } from "./feedSearch";

interface Props {
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
}

const maxTags = 5;

export function FilterForm({ search, onChange }: Props) {
  const { since, until, ...rest } = search;
  const [tag, setTag] = useState("");
  const tags = tagsOf(search);
  const full = tags.length >= maxTags;

  function addTag(event: FormEvent) {
    event.preventDefault();
    const added = tagsOf({ tags: [...tags, tag.replace(/^#+/, "")].join(",") });
    setTag("");
    onChange({ ...search, ...(added.length > 0 && { tags: added.slice(0, maxTags).join(",") }) });
  }

  return (
    <div className="grid gap-4">
      <form onSubmit={addTag} className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label="Has the tag"
            autoCapitalize="none"
            autoComplete="off"
            maxLength={50}
            disabled={full}
            placeholder={full ? "Five are the most" : "bikes"}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
        </div>
        <Button type="submit" look="secondary" disabled={tag.trim() === ""}>
          Add
        </Button>
      </form>
      <TextField
        label="From"
        type="date"
        max={until}
        value={since ?? ""}
        onChange={({ target }) =>
          onChange({ ...rest, ...(target.value && { since: target.value }), ...(until && { until }) })
        }
      />
      <TextField
        label="To"
        type="date"
        min={since}
        value={until ?? ""}
        onChange={({ target }) =>
          onChange({ ...rest, ...(since && { since }), ...(target.value && { until: target.value }) })
        }
      />
    </div>
  );
}
