import { postDraft } from "~/api/limits";
import { t } from "~/texts/texts";
import { codePoints } from "~/ui/codePoints";

const limit = postDraft.tags.items.maxLength;
const shown = 20; // characters of a tag that is too long

/** Returns the tags of a text in which commas separate them. A # before a tag is dropped. */
export function splitTags(text: string): string[] {
  return text
    .split(",")
    .map((tag) => tag.trim().replace(/^#+/, "").trim())
    .filter((tag) => tag !== "");
}

/** Returns why the tags can't be used, or undefined. */
export function tagProblem(tags: string[], maxTags: number): string | undefined {
  const long = tags.find((tag) => codePoints(tag) > limit);
  if (long !== undefined) return t("tagTooLong", { tag: `${[...long].slice(0, shown).join("")}…`, limit });
  return tags.length > maxTags ? t("atMostTags", { limit: maxTags }) : undefined;
}
