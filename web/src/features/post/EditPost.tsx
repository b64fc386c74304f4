import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import type { Post } from "~/api/objects";
import { changePost } from "~/social/post/changePost";
import { PostFields } from "~/social/post/PostFields";
import { PostTags } from "~/social/post/PostTags";
import type { PostContent } from "~/social/post/postContent";
import { postSchema } from "~/social/post/postSchema";
import { t } from "~/texts/texts";
import { useDraft } from "~/ui/draft";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { Written } from "~/ui/Written";
import { EditConflict } from "./EditConflict";
import { EditForm } from "./EditForm";
import { otherPost } from "./otherVersion";
import { useEdit } from "./useEdit";
import { useUpdatePost } from "./useUpdatePost";

interface Props {
  post: Post;
  onDone: () => void;
}

export function EditPost({ post, onDone }: Props) {
  const { title, content, tags } = post;
  const draft = useDraft(`edit ${post.id}`, { title, content, tags, version: post.version });
  const form = useForm<PostContent>({ resolver: zodResolver(postSchema), defaultValues: draft.initial });
  const client = useQueryClient();
  const saving = useUpdatePost(post.id, draft);
  const edit = useEdit({ form, draft, saving, fields: ["title", "content", "tags"], onDone });
  const fieldsToBlame = Object.keys(form.formState.errors).length > 0;
  const { busy, conflict } = edit;

  useEffect(() => form.setFocus("content"), [form]);

  return (
    <section aria-label={t("editPostSection")} className="grid gap-4 border-line border-b p-4 md:px-5">
      <LeaveWarning isUnsaved={draft.isKept} stays={saving.sending} onLeave={draft.drop} />
      {conflict && (
        <EditConflict
          title={t("postChanged")}
          other={otherPost(post.id)}
          onKeepMine={edit.keepMine}
          onTakeOther={(other) => {
            changePost(client, post.id, () => other);
            edit.giveUp();
          }}
        >
          {(other) => (
            <>
              <p dir="auto" className="font-semibold wrap-anywhere">
                {other.title}
              </p>
              <Written text={other.content} mentions={other.mentions} className="mt-0.5" />
              <PostTags tags={other.tags} />
            </>
          )}
        </EditConflict>
      )}
      <EditForm
        label={t("editPost")}
        error={!fieldsToBlame && saving.update.error}
        conflict={conflict}
        busy={busy}
        onSave={edit.save}
        onCancel={edit.giveUp}
        className="grid gap-3 rounded-xl border border-line px-3.5 py-2.5 focus-within:border-accent"
      >
        {conflict && <h3 className="font-medium text-muted text-sm">{t("yourVersion")}</h3>}
        <PostFields form={form} id="edit-post" readOnly={busy} />
      </EditForm>
    </section>
  );
}
