import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { statusOf } from "~/api/failure";
import type { Post } from "~/api/objects";
import { changePost } from "~/social/post/changePost";
import { PostFields } from "~/social/post/PostFields";
import { PostTags } from "~/social/post/PostTags";
import type { PostContent } from "~/social/post/postContent";
import { postSchema } from "~/social/post/postSchema";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { useDraft } from "~/ui/draft";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { Written } from "~/ui/Written";
import { EditConflict } from "./EditConflict";
import { EditForm } from "./EditForm";
import { otherPost } from "./otherVersion";
import { useUpdatePost } from "./useUpdatePost";

interface Props {
  post: Post;
  onDone: () => void;
}

export function EditPost({ post, onDone }: Props) {
  // The post may change during the edit. The edit keeps the version that it started
  // from, so that the API can detect a conflict.
  const { title, content, tags } = post;
  const draft = useDraft(`edit ${post.id}`, { title, content, tags, version: post.version });
  const [version, setVersion] = useState(draft.initial.version);
  const form = useForm<PostContent>({ resolver: zodResolver(postSchema), defaultValues: draft.initial });
  const client = useQueryClient();
  const { update, sending } = useUpdatePost(post.id, draft);
  const busy = sending || form.formState.isSubmitting;
  const fieldsToBlame = Object.keys(form.formState.errors).length > 0;
  const conflict = statusOf(update.error) === 409;

  useEffect(() => form.setFocus("content"), [form]);
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values: { title, content, tags } }) => draft.keep({ title, content, tags, version }),
      }),
    [form, draft, version],
  );

  useEffect(() => draft.onSent(onDone), [draft, onDone]);

  function giveUp() {
    draft.drop();
    onDone();
  }

  const save = (base: number) =>
    form.handleSubmit((values) =>
      update.mutate(
        { ...values, version: base },
        { onError: (error) => applyFieldErrors(error, ["title", "content", "tags"], form.setError) },
      ),
    )();

  return (
    <section aria-label={t("editPostSection")} className="grid gap-4 border-line border-b p-4 md:px-5">
      <LeaveWarning isUnsaved={draft.isKept} stays={sending} onLeave={draft.drop} />
      {conflict && (
        <EditConflict
          title={t("postChanged")}
          other={otherPost(post.id)}
          onKeepMine={(other) => {
            setVersion(other.version);
            void save(other.version);
          }}
          onTakeOther={(other) => {
            changePost(client, post.id, () => other);
            giveUp();
          }}
        >
          {(other) => (
            <>
              <p dir="auto" className="font-semibold wrap-anywhere">
                {other.title}
              </p>
              <Written text={other.content} className="mt-0.5" />
              <PostTags tags={other.tags} />
            </>
          )}
        </EditConflict>
      )}
      <EditForm
        label={t("editPost")}
        error={!fieldsToBlame && update.error}
        conflict={conflict}
        busy={busy}
        onSave={() => save(version)}
        onCancel={giveUp}
        className="grid gap-3 rounded-xl border border-line px-3.5 py-2.5 focus-within:border-accent"
      >
        {conflict && <h3 className="font-medium text-muted text-sm">{t("yourVersion")}</h3>}
        <PostFields form={form} id="edit-post" readOnly={busy} />
      </EditForm>
    </section>
  );
}
