import * as z from "zod/mini";
import { postDraft } from "~/api/limits";
import { textSchema } from "~/ui/schema";

const { title, content, tags } = postDraft;

export const postSchema = z.object({
  title: textSchema(title.maxLength, "Give it a title"),
  content: textSchema(content.maxLength, "Write something first"),
  tags: z
    .array(textSchema(tags.items.maxLength, "A tag can’t be empty"))
    .check(z.maxLength(tags.maxItems, `At most ${tags.maxItems} tags`)),
});
