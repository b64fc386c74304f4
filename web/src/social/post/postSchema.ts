import * as z from "zod/mini";
import { postDraft } from "~/api/limits";
import { t } from "~/texts/texts";
import { textSchema } from "~/ui/schema";

const { title, content, tags } = postDraft;

export const postSchema = z.object({
  title: textSchema(title.maxLength, "titleMissing"),
  content: textSchema(content.maxLength, "textMissing"),
  tags: z
    .array(textSchema(tags.items.maxLength, "tagEmpty"))
    .check(z.maxLength(tags.maxItems, { error: () => t("atMostTags", { limit: tags.maxItems }) })),
});
