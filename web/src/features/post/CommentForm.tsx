import { zodResolver } from "@hookform/resolvers/zod";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef } from "react";
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

interface Reply {
  /** The id of the comment that is replied to. */
  to: number;
  /** The last press of Reply. It has the mention that the reply begins with, or "". */
  asked: { mention: string };
  onSent: () => void;
  /** Called by Cancel, which drops the text, and by Escape, which keeps it. */
  onClose: () => void;
}

interface Props {
  postId: number;
  reply?: Reply;
}

export function CommentForm({ postId, reply }: Props) {
  const draft = useDraft(draftKey(postId, reply?.to), blankComment);
  const asked = reply?.asked;
  const mention = useRef(asked?.mention ?? "");
  const { register, handleSubmit, reset, getValues, setValue, setError, setFocus, control, formState } =
    useForm({
      resolver: zodResolver(schema),
      defaultValues: { content: draft.initial.content || mention.current },
    });
  const content = useWatch({ control, name: "content" });
  const { create, sending } = useCreateComment(draft, postId, reply?.to);
  const errorId = useId();
  const busy = sending || formState.isSubmitting;
  const problem = formState.errors.content?.message;

  // A mention that nobody typed is not worth keeping.
  useEffect(() => draft.keep(content === mention.current ? blankComment : { content }), [draft, content]);

  const begin = useEffectEvent((start: string) => {
    const isUntouched = ["", mention.current].includes(getValues("content"));
    mention.current = start;
    if (isUntouched) setValue("content", start);
    setFocus("content");
  });
  useEffect(() => {
    if (asked) begin(asked.mention);
  }, [asked]);

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

  function cancel() {
    draft.drop();
    reply?.onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && !event.nativeEvent.isComposing && !busy) reply?.onClose();
    submitKey(busy, submit)(event);
  }

  return (
    <form
      noValidate
      aria-label={t(reply ? "newReply" : "newComment")}
      onSubmit={submit}
      onKeyDown={onKeyDown}
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
      {(reply || content !== "") && (
        <div className="flex items-center justify-end gap-3">
          {content !== "" && <Counter text={content} limit={limit} />}
          {reply && (
            <Button look="quiet" size="small" disabled={busy} onClick={cancel}>
              {t("cancel")}
            </Button>
          )}
          {content !== "" && (
            <Button type="submit" size="small" pending={busy}>
              {t(reply ? "sendReply" : "sendComment")}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
