import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { commentEdit } from "~/api/limits";
import type { Comment } from "~/api/objects";
import { MentionArea } from "~/social/user/MentionArea";
import { t } from "~/texts/texts";
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
import { useEdit } from "./useEdit";
import { useUpdateComment } from "./useUpdateComment";

const limit = commentEdit.content.maxLength;
const schema = z.object({ content: textSchema(limit, "textMissing") });

/** The form that takes the place of a comment while its author edits it. */
export function EditComment({ comment, onDone }: { comment: Comment; onDone: () => void }) {
  const client = useQueryClient();
  const draft = useDraft(...editOf(comment));
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { content: draft.initial.content },
  });
  const content = useWatch({ control: form.control, name: "content" });
  const saving = useUpdateComment(comment, draft);
  const edit = useEdit({ form, draft, saving, fields: ["content"], onDone });
  const problem = form.formState.errors.content?.message;
  const { busy, conflict } = edit;

  // Not for a restored draft, because the user did not just open it.
  useEffect(() => {
    if (!draft.isKept()) form.setFocus("content");
  }, [draft, form]);

  return (
    <div className="grid gap-3 pt-1">
      <LeaveWarning isUnsaved={draft.isKept} stays={saving.sending} onLeave={draft.drop} />
      {conflict && (
        <EditConflict
          title={t("commentChanged")}
          other={otherComment(client, comment)}
          onKeepMine={edit.keepMine}
          onTakeOther={(other) => {
            changeComment(client, comment, () => other);
            edit.giveUp();
          }}
        >
          {(other) => <Written text={other.content} mentions={other.mentions} />}
        </EditConflict>
      )}
      <EditForm
        label={t("editComment")}
        error={!problem && saving.update.error}
        conflict={conflict}
        busy={busy}
        onSave={edit.save}
        onCancel={edit.giveUp}
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
          {...form.register("content")}
        />
      </EditForm>
    </div>
  );
}
