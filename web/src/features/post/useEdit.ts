import type { UseMutationResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { statusOf } from "~/api/failure";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import type { Draft } from "~/ui/draft";

type Versioned<Content> = Content & { version: number };

interface Options<Content extends FieldValues, Saved> {
  form: UseFormReturn<Content>;
  draft: Draft<Versioned<Content>>;
  saving: { update: UseMutationResult<Saved, Error, Versioned<Content>>; sending: boolean };
  fields: readonly Path<Content>[];
  onDone: () => void;
}

/**
 * Keeps the values of the form as a draft, and saves them. The edit keeps the version that
 * it started from, so that the API can detect a conflict.
 */
export function useEdit<Content extends FieldValues, Saved>({
  form,
  draft,
  saving: { update, sending },
  fields,
  onDone,
}: Options<Content, Saved>) {
  const [version, setVersion] = useState(draft.initial.version);
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => draft.keep({ ...values, version }),
      }),
    [form, draft, version],
  );
  useEffect(() => draft.onSent(onDone), [draft, onDone]);

  const save = (base: number) =>
    form.handleSubmit((values) =>
      update.mutate(
        { ...values, version: base },
        { onError: (error) => applyFieldErrors(error, fields, form.setError) },
      ),
    )();

  return {
    busy: sending || form.formState.isSubmitting,
    conflict: statusOf(update.error) === 409,
    save: () => void save(version),
    keepMine(other: { version: number }) {
      setVersion(other.version);
      void save(other.version);
    },
    giveUp() {
      draft.drop();
      onDone();
    },
  };
}
