import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useRef } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { Me } from "~/api/objects";
import { useUpdateAccount } from "~/social/me/useUpdateAccount";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { useDraft } from "~/ui/draft";
import { FormProblem } from "~/ui/FormProblem";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { TextAreaField } from "~/ui/TextAreaField";
import { TextField } from "~/ui/TextField";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";
import { limits, type Profile, profileSchema } from "./profileSchema";

const fields = ["display_name", "bio", "location", "website"] as const;

/** Returns the form's values for the account. The name is empty if the user has not chosen one. */
function profileOf({ username, display_name, bio, location, website }: Me): Profile {
  return { display_name: display_name === username ? "" : display_name, bio, location, website };
}

/** Returns the fields that differ. Only they are kept and sent, so newer values of the others stay. */
function changesOf(values: Profile, from: Profile): Partial<Profile> {
  const changed = fields.filter((field) => values[field] !== from[field]);
  return Object.fromEntries(changed.map((field) => [field, values[field]]));
}

/** The form for what others see of the user. Typed text is kept until it is saved. */
export function ProfileForm({ me }: { me: Me }) {
  const saved = useRef(profileOf(me));
  const draft = useDraft<Partial<Profile>>("profile", saved.current);
  const form = useForm<Profile>({ resolver: zodResolver(profileSchema), defaultValues: draft.initial });
  const { register, handleSubmit, reset, setError, control, formState } = form;
  const typedBio = useWatch({ control, name: "bio" });
  const tellIfLeft = useLateFailure((problem) => t("editNotSaved", { problem }));
  const update = useUpdateAccount({
    onChanged: () => {
      draft.sent();
      showToast(t("saved"));
    },
    onFailed: tellIfLeft,
  });

  function show(profile: Profile) {
    saved.current = profile;
    reset(profile);
  }
  const { errors, isSubmitting } = formState;
  const saving = update.isPending || isSubmitting;

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          const changes = changesOf(values, saved.current);
          if (Object.keys(changes).length === 0) draft.drop();
          else draft.keep(changes);
        },
      }),
    [form, draft],
  );

  const submit = handleSubmit((values) => {
    const changes = changesOf(values, saved.current);
    if (Object.keys(changes).length === 0) {
      show(saved.current); // the text may differ by white space
      return showToast(t("saved"));
    }
    draft.attempt(changes);
    update.mutate(changes, {
      onSuccess: (changed) => show(profileOf(changed)),
      onError: (error) => applyFieldErrors(error, fields, setError),
    });
  });

  return (
    <form noValidate aria-label={t("profile")} onSubmit={submit} className="grid max-w-md gap-5">
      <LeaveWarning isUnsaved={draft.isKept} stays />
      {update.error && Object.keys(errors).length === 0 && <FormProblem error={update.error} />}
      <TextField
        {...register("display_name")}
        readOnly={saving}
        label={t("displayName")}
        autoComplete="name"
        dir="auto"
        placeholder={me.username}
        hint={t("displayNameHint")}
        error={errors.display_name?.message}
      />
      <TextAreaField
        {...register("bio")}
        readOnly={saving}
        label={t("bio")}
        dir="auto"
        typed={typedBio}
        limit={limits.bio}
        error={errors.bio?.message}
      />
      <TextField
        {...register("location")}
        readOnly={saving}
        label={t("location")}
        autoComplete="off"
        dir="auto"
        error={errors.location?.message}
      />
      <TextField
        {...register("website")}
        readOnly={saving}
        label={t("website")}
        type="url"
        inputMode="url"
        autoComplete="url"
        placeholder="https://"
        error={errors.website?.message}
      />
      <Button type="submit" pending={saving} className="w-fit">
        {t("save")}
      </Button>
    </form>
  );
}
