import { loadable } from "~/ui/loadable";
import { afterPaint } from "~/ui/startup";

// Forms and dialogs load after the post. The form for a comment is always there, so it
// loads at once, but not before the post can be read.
export const CommentForm = loadable(
  afterPaint(() => import("./CommentForm")),
  "CommentForm",
);
export const EditComment = loadable(() => import("./EditComment"), "EditComment");
export const DeleteComment = loadable(() => import("./DeleteComment"), "DeleteComment");
export const EditPost = loadable(() => import("./EditPost"), "EditPost");
