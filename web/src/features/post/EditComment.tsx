import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { statusOf } from "~/api/failure";
import { commentEdit } from "~/api/limits";
import type { Comment } from "~/api/objects";
import { MentionArea } from "~/social/user/MentionArea";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { useDraft } from "~/ui/draft";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { textSchema } from "~/ui/schema";
import { TextAreaField } from "~/ui/TextAreaField";
import { Written } from "~/ui/Written";
import { changeComment } from "./changeComment";
import { editOf } from "./commentDrafts";
import { EditConflict } from "./EditConflict";
import { EditForm } from "./EditForm";
import { otherComment } from "./otherVersion";
import { useUpdateComment } from "./useUpdateComment";

const limit = commentEdit.content.maxLength;
const schema = z.object({ content: textSchema(limit, "textMissing") });

/** The form that takes the place of a comment while its author edits it. */
export function EditComment({ comment, onDone }: { comment: Comment; onDone: () => void }) {
  const client = useQueryClient();
  // As in EditPost, the edit keeps the version that it started from.
  const draft = useDraft(...editOf(comment));
  const [version, setVersion] = useState(draft.initial.version);
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { content: draft.initial.content },
  });
  const { register, handleSubmit, setError, formState } = form;
  const content = useWatch({ control: form.control, name: "content" });
  const { update, sending } = useUpdateComment(comment, draft);
  const busy = sending || formState.isSubmitting;
  const problem = formState.errors.content?.message;
  const conflict = statusOf(update.error) === 409;

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values: { content } }) => draft.keep({ content, version }),
      }),
    [form, draft, version],
  );
  useEffect(() => draft.onSent(onDone), [draft, onDone]);

  function giveUp() {
    draft.drop();
    onDone();
  }

  const save = (base: number) =>
    handleSubmit((values) =>
      update.mutate(
        { ...values, version: base },
        { onError: (error) => applyFieldErrors(error, ["content"], setError) },
      ),
    )();

  return (
    <div className="grid gap-3 pt-1">
      <LeaveWarning isUnsaved={draft.isKept} stays={sending} onLeave={draft.drop} />
      {conflict && (
        <EditConflict
          title={t("commentChanged")}
          other={otherComment(client, comment)}
          onKeepMine={(other) => {
            setVersion(other.version);
            void save(other.version);
          }}
          onTakeOther={(other) => {
            changeComment(client, comment, () => other);
            giveUp();
          }}
        >
          {(other) => <Written text={other.content} />}
        </EditConflict>
      )}
      <EditForm
        label={t("editComment")}
        error={!problem && update.error}
        conflict={conflict}
        busy={busy}
        onSave={() => save(version)}
        onCancel={giveUp}
        className="grid gap-2"
      >
        <TextAreaField
          area={MentionArea}
          label={t(conflict ? "yourVersion" : "comment")}
          typed={content}
          limit={limit}
          error={problem}
          dir="auto"
          readOnly={busy}
          {...register("content")}
        />
      </EditForm>
    </div>
  );
}
