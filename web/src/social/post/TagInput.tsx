import { Hash, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useState } from "react";
import { postDraft } from "~/api/limits";
import { t } from "~/texts/texts";
import { splitTags } from "./tags";

interface Props {
  ref: Ref<HTMLInputElement>;
  tags: string[];
  /** Whether the tags can't be used. The input then stays, however many they are. */
  invalid: boolean;
  /** The id of the element that says why. */
  errorId: string;
  readOnly: boolean;
  onChange: (tags: string[]) => void;
  onBlur: () => void;
}

/**
 * An input for tags. A comma or Enter ends a tag, Backspace removes the last one. Text
 * that is not ended yet counts as the last tag, so it is kept and sent with the others.
 */
export function TagInput({ ref, tags, invalid, errorId, readOnly, onChange, onBlur }: Props) {
  const [text, setText] = useState("");
  const [begun] = splitTags(text);
  const ended = begun !== undefined && tags.at(-1) === begun ? tags.slice(0, -1) : tags;
  const full = ended.length >= postDraft.tags.maxItems;

  function type(typed: string) {
    if (typed.includes(",")) return end(typed);
    setText(typed);
    onChange([...ended, ...splitTags(typed)]);
  }

  function end(typed: string) {
    setText("");
    const all = [...new Set([...ended, ...splitTags(typed)])];
    if (typed.trim() !== "") onChange(all);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (readOnly || event.nativeEvent.isComposing) return; // Enter confirms a character of an input method
    if (event.key === "Enter" && text.trim() !== "") {
      event.preventDefault();
      end(text);
    }
    if (event.key === "Backspace" && text === "") onChange(ended.slice(0, -1));
  }

  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {ended.map((tag) => (
        <span
          key={tag}
          className="flex max-w-full items-center gap-0.5 rounded-full bg-accent-soft py-0.5 ps-2.5 pe-1 font-medium text-accent text-xs"
        >
          <bdi className="wrap-anywhere">{tag}</bdi>
          <button
            type="button"
            aria-label={t("removeTag", { tag })}
            disabled={readOnly}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
            className="rounded-full p-1.5 hover:bg-hover"
          >
            <X aria-hidden className="size-3" />
          </button>
        </span>
      ))}
      {(!full || invalid) && (
        <label className="flex min-w-32 flex-1 items-center gap-1.5 text-muted">
          <Hash aria-hidden className="size-4" />
          <input
            ref={ref}
            aria-label={t("tagsLabel")}
            aria-invalid={invalid || undefined}
            aria-describedby={errorId}
            readOnly={readOnly}
            dir="auto"
            placeholder={t(ended.length === 0 ? "addTags" : "addAnotherTag")}
            autoCapitalize="none"
            autoComplete="off"
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => {
              end(text);
              onBlur();
            }}
            className="w-full bg-transparent py-1 text-ink text-sm focus:outline-none"
          />
        </label>
      )}
    </div>
  );
}
