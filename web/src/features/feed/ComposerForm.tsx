import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { PostFields } from "~/social/post/PostFields";
import type { PostContent } from "~/social/post/postContent";
import { postSchema } from "~/social/post/postSchema";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import type { Draft } from "~/ui/draft";
import { FormProblem } from "~/ui/FormProblem";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { submitKey } from "~/ui/submitKey";
import { takeAsk, useComposing } from "./composing";
import { useCreatePost } from "./useCreatePost";
import { useIsPosting } from "./useIsPosting";

interface Props {
  draft: Draft<PostContent>;
  onClose: () => void;
}

export function ComposerForm({ draft, onClose }: Props) {
  const form = useForm<PostContent>({ resolver: zodResolver(postSchema), defaultValues: draft.initial });
  const create = useCreatePost(draft);
  const { asked } = useComposing();
  const sending = useIsPosting() || form.formState.isSubmitting;
  const fieldsToBlame = Object.keys(form.formState.errors).length > 0;

  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => draft.keep(values) }),
    [form, draft],
  );
  useEffect(() => draft.onSent(onClose), [draft, onClose]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs each time the form is requested
  useEffect(() => {
    if (takeAsk()) form.setFocus("title"); // not for a restored draft
  }, [form, asked]);
  useEffect(() => {
    if (create.isError) form.setFocus("content"); // the button is disabled, and loses the focus, while sending
  }, [create.isError, form]);

  function discard() {
    draft.drop();
    onClose();
  }

  const submit = form.handleSubmit((post) =>
    create.mutate(post, {
      onError: (error) => applyFieldErrors(error, ["title", "content", "tags"], form.setError),
    }),
  );

  return (
    <form
      noValidate
      aria-label={t("newPost")}
      onSubmit={submit}
      onKeyDown={submitKey(sending, submit)}
      className="grid min-w-0 flex-1 gap-3 rounded-xl border border-line px-3.5 py-2.5 focus-within:border-accent"
    >
      <LeaveWarning isUnsaved={draft.isKept} stays />
      <PostFields form={form} id="new-post" readOnly={sending} />
      {create.error && !fieldsToBlame && <FormProblem error={create.error} reasons={{ 409: "sentBefore" }} />}
      <div className="flex items-center justify-end gap-2">
        <Button look="quiet" size="small" disabled={sending} onClick={discard}>
          {t("discard")}
        </Button>
        <Button type="submit" size="small" pending={sending}>
          {t("sendPost")}
        </Button>
      </div>
    </form>
  );
}
