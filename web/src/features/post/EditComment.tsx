import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { api, bodyOf } from "~/api/client";
import { commentEdit } from "~/api/limits";
import type { Comment } from "~/api/objects";
import { MentionArea } from "~/social/user/MentionArea";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { textSchema } from "~/ui/schema";
import { TextAreaField } from "~/ui/TextAreaField";
import { changeComment } from "./changeComment";

const limit = commentEdit.content.maxLength;
const schema = z.object({ content: textSchema(limit, "textMissing") });

/** The form that takes the place of a comment while its author edits it. */
export function EditComment({ comment, onDone }: { comment: Comment; onDone: () => void }) {
  const client = useQueryClient();
  const { register, handleSubmit, setError, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { content: comment.content },
  });
  const content = useWatch({ control, name: "content" });
  const update = useMutation({
    mutationFn: async (body: { content: string }) => {
      const params = { path: { id: comment.post_id, comment: comment.id } };
      const request = { body: { ...body, version: comment.version }, params };
      return (await bodyOf(api.PATCH("/v1/posts/{id}/comments/{comment}", request))).data;
    },
    onSuccess: (edited) => {
      changeComment(client, comment, () => edited);
      onDone();
    },
    onError: (error) => applyFieldErrors(error, ["content"], setError),
  });
  const problem = formState.errors.content?.message;
  return (
    <form
      noValidate
      aria-label={t("editComment")}
      onSubmit={handleSubmit((values) => update.mutate(values))}
      className="grid gap-2 pt-1"
    >
      <TextAreaField
        area={MentionArea}
        label={t("comment")}
        typed={content}
        limit={limit}
        error={problem}
        {...register("content")}
      />
      {update.error && !problem && <FormProblem error={update.error} />}
      <div className="flex justify-end gap-2">
        <Button look="secondary" size="small" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button type="submit" size="small" pending={update.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
