import * as z from "zod/mini";
import { textSchema } from "~/ui/schema";
import { limits } from "./postContent";

export const postSchema = z.object({
  title: textSchema(limits.title, "Give it a title"),
  content: textSchema(limits.content, "Write something first"),
  tags: z
    .array(textSchema(limits.tag, "A tag can’t be empty"))
    .check(z.maxLength(limits.tags, `At most ${limits.tags} tags`)),
});
