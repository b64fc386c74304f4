import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { postDraft } from "~/api/limits";
import { t } from "~/texts/texts";
import { Counter } from "~/ui/Counter";
import { FieldError } from "~/ui/FieldError";
import { describedBy } from "~/ui/field";
import { MentionArea } from "../user/MentionArea";
import type { PostContent } from "./postContent";
import { TagInput } from "./TagInput";

const bare = "w-full bg-transparent placeholder:text-muted focus:outline-none";

interface Props {
  form: UseFormReturn<PostContent>;
  id: string;
  /** Set while the post is sent. A disabled field would lose the focus. */
  readOnly: boolean;
}

/** The form fields of a post, for creating and editing. */
export function PostFields({ form, id, readOnly }: Props) {
  const { register, control, formState } = form;
  const { errors } = formState;
  const [title, content] = useWatch({ control, name: ["title", "content"] });
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline gap-3">
        <input
          {...register("title")}
          readOnly={readOnly}
          aria-label={t("title")}
          aria-invalid={errors.title ? true : undefined}
          aria-describedby={describedBy(`${id}-title-error`)}
          placeholder={t("title")}
          dir="auto"
          autoComplete="off"
          className={`${bare} py-1 font-semibold`}
        />
        <Counter text={title} limit={postDraft.title.maxLength} />
      </div>
      <FieldError id={`${id}-title-error`}>{errors.title?.message}</FieldError>
      <MentionArea
        {...register("content")}
        readOnly={readOnly}
        aria-label={t("text")}
        aria-invalid={errors.content ? true : undefined}
        aria-describedby={describedBy(`${id}-content-error`)}
        placeholder={t("whatsOnYourMind")}
        dir="auto"
        rows={4}
        className={`${bare} field-sizing-content max-h-72 min-h-24 resize-none`}
      />
      <div className="flex items-start justify-between gap-3">
        <FieldError id={`${id}-content-error`}>{errors.content?.message}</FieldError>
        <span className="ms-auto">
          <Counter text={content} limit={postDraft.content.maxLength} />
        </span>
      </div>
      <Controller
        control={control}
        name="tags"
        render={({ field }) => (
          <TagInput
            ref={field.ref}
            tags={field.value}
            invalid={errors.tags !== undefined}
            errorId={`${id}-tags-error`}
            readOnly={readOnly}
            onChange={(tags) => form.setValue("tags", tags, { shouldValidate: true })}
            onBlur={field.onBlur}
          />
        )}
      />
      <FieldError id={`${id}-tags-error`}>{errors.tags?.message}</FieldError>
    </div>
  );
}
