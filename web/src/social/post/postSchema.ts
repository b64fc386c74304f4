import * as z from "zod/mini";
import { postDraft } from "~/api/limits";
import { textSchema } from "~/ui/schema";
import { tagProblem } from "./tags";

const { title, content, tags } = postDraft;

export const postSchema = z.object({
  title: textSchema(title.maxLength, "titleMissing"),
  content: textSchema(content.maxLength, "textMissing"),
  tags: z.array(z.string()).check(({ value, issues }) => {
    const message = tagProblem(value, tags.maxItems);
    if (message) issues.push({ code: "custom", message, input: value });
  }),
});
