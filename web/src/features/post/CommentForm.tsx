import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useId } from "react";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { commentDraft } from "~/api/limits";
import { MentionArea } from "~/social/user/MentionArea";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { Counter } from "~/ui/Counter";
import { useDraft } from "~/ui/draft";
import { FieldError } from "~/ui/FieldError";
import { FormProblem } from "~/ui/FormProblem";
import { fieldClass } from "~/ui/field";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { textSchema } from "~/ui/schema";
import { submitKey } from "~/ui/submitKey";
import { blankComment, draftKey } from "./commentDrafts";
import { useCreateComment } from "./useCreateComment";

const limit = commentDraft.content.maxLength;
const schema = z.object({ content: textSchema(limit, "textMissing") });

interface Props {
  postId: number;
  /** The comment that is replied to, and what follows the reply. */
  reply?: { to: number; onSent: () => void };
}

export function CommentForm({ postId, reply }: Props) {
  const draft = useDraft(draftKey(postId, reply?.to), blankComment);
  const { register, handleSubmit, reset, getValues, setError, setFocus, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: draft.initial,
  });
  const content = useWatch({ control, name: "content" });
  const { create, sending } = useCreateComment(draft, postId, reply?.to);
  const errorId = useId();
  const busy = sending || formState.isSubmitting;
  const problem = formState.errors.content?.message;

  useEffect(() => draft.keep({ content }), [draft, content]);

  const isReply = reply !== undefined;
  useEffect(() => {
    if (isReply) setFocus("content");
  }, [isReply, setFocus]);

  useEffect(
    () =>
      draft.onSent(() => {
        reset(blankComment);
        reply?.onSent();
      }),
    [draft, reset, reply],
  );

  const submit = handleSubmit((values) =>
    create.mutate(values.content, {
      onSuccess: () => getValues("content") === "" && setFocus("content"), // the button is gone
      onError: (error) => applyFieldErrors(error, ["content"], setError),
    }),
  );

  return (
    <form
      noValidate
      aria-label={t(reply ? "newReply" : "newComment")}
      onSubmit={submit}
      onKeyDown={submitKey(busy, submit)}
      className={`grid gap-2 ${reply ? "pt-2" : "border-line border-b px-4 py-3.5 md:px-5"}`}
    >
      <LeaveWarning isUnsaved={draft.isKept} stays={sending} onLeave={draft.drop} />
      <MentionArea
        {...register("content")}
        aria-label={t("comment")}
        aria-invalid={problem ? true : undefined}
        aria-describedby={errorId}
        placeholder={t(reply ? "addReply" : "addComment")}
        dir="auto"
        rows={1}
        className={`${fieldClass} field-sizing-content max-h-72 min-h-10 resize-none py-2`}
      />
      <FieldError id={errorId}>{problem}</FieldError>
      {create.error && !problem && <FormProblem error={create.error} reasons={{ 409: "sentBefore" }} />}
      {content !== "" && (
        <div className="flex items-center justify-end gap-3">
          <Counter text={content} limit={limit} />
          <Button type="submit" size="small" pending={busy}>
            {t(reply ? "sendReply" : "sendComment")}
          </Button>
        </div>
      )}
    </form>
  );
}
