import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { Counter } from "~/ui/Counter";
import { FieldError } from "~/ui/FieldError";
import { FormProblem } from "~/ui/FormProblem";
import { fieldClass } from "~/ui/field";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { textSchema } from "~/ui/schema";
import { useCreateComment } from "./useCreateComment";

const limit = 1000;
const schema = z.object({ content: textSchema(limit, "Write something first") });

export function CommentForm({ postId }: { postId: number }) {
  const { register, handleSubmit, reset, setError, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { content: "" },
  });
  const content = useWatch({ control, name: "content" });
  const create = useCreateComment(postId);
  const problem = formState.errors.content?.message;

  const submit = handleSubmit((values) =>
    create.mutate(values.content, {
      onSuccess: () => reset(),
      onError: (error) => applyFieldErrors(error, ["content"], setError),
    }),
  );

  return (
    <form
      noValidate
      aria-label="New comment"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
      }}
      className="grid gap-2 border-line border-b px-4 py-3.5 md:px-5"
    >
      <LeaveWarning unsaved={content.trim() !== ""} />
      <textarea
        {...register("content")}
        aria-label="Comment"
        aria-invalid={problem ? true : undefined}
        aria-describedby="comment-error"
        placeholder="Add a comment"
        dir="auto"
        rows={1}
        className={`${fieldClass} field-sizing-content max-h-72 min-h-10 resize-none py-2`}
      />
      <FieldError id="comment-error">{problem}</FieldError>
      {create.error && !problem && <FormProblem error={create.error} />}
      {content !== "" && (
        <div className="flex items-center justify-end gap-3">
          <Counter text={content} limit={limit} />
          <Button type="submit" size="small" pending={create.isPending}>
            Comment
          </Button>
        </div>
      )}
    </form>
  );
}
