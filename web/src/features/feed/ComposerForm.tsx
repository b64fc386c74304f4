import { zodResolver } from "@hookform/resolvers/zod";
import { useBlocker } from "@tanstack/react-router";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { PostFields } from "~/social/post/PostFields";
import { emptyPost, type PostContent } from "~/social/post/postContent";
import { postSchema } from "~/social/post/postSchema";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { FormProblem } from "~/ui/FormProblem";
import { showToast } from "~/ui/toast";
import { isEmpty, readDraft, writeDraft } from "./draft";
import { useCreatePost } from "./useCreatePost";

export function ComposerForm({ onClose }: { onClose: () => void }) {
  const form = useForm<PostContent>({ resolver: zodResolver(postSchema), defaultValues: readDraft() });
  const create = useCreatePost();
  const fieldsToBlame = Object.keys(form.formState.errors).length > 0;

  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => writeDraft(values) }),
    [form],
  );
  useEffect(() => form.setFocus("title"), [form]);

  // The draft outlives everything but the tab.
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: () => !isEmpty(form.getValues()) });

  function close() {
    writeDraft(emptyPost);
    onClose();
  }

  const submit = form.handleSubmit((draft) =>
    create.mutate(draft, {
      onSuccess: () => {
        close();
        showToast("Posted.");
      },
      onError: (error) => applyFieldErrors(error, ["title", "content", "tags"], form.setError),
    }),
  );

  return (
    <form
      noValidate
      aria-label="New post"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
      }}
      className="grid min-w-0 flex-1 gap-3 rounded-xl border border-line px-3.5 py-2.5 focus-within:border-accent"
    >
      <PostFields form={form} id="new-post" />
      {create.error && !fieldsToBlame && <FormProblem error={create.error} />}
      <div className="flex items-center justify-end gap-2">
        <Button look="quiet" size="small" onClick={close}>
          Discard
        </Button>
        <Button type="submit" size="small" pending={create.isPending}>
          Post
        </Button>
      </div>
    </form>
  );
}
