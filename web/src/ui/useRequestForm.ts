import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type { ZodMiniType } from "zod/mini";
import { t } from "~/texts/texts";
import { applyFieldErrors, type Texts } from "./applyFieldErrors";
import { useLateFailure } from "./useLateFailure";

interface Options<Values, Answer> {
  /** The name of the form, for a failure after it was left. */
  label: string;
  schema: ZodMiniType<Values, Values>;
  blank: Values;
  send: (values: Values) => Promise<Answer>;
  /** Called after the form is blank again. */
  onSuccess?: (answer: Answer) => void;
  /** Replace the usual texts for fields that the API refuses. */
  texts?: Texts;
}

/** A form for one request. It returns the error of the request only if no field shows it. */
export function useRequestForm<Values extends FieldValues, Answer>(options: Options<Values, Answer>) {
  const { label, schema, blank, send, onSuccess, texts } = options;
  const form = useForm<Values>({
    resolver: zodResolver<Values, unknown, Values>(schema),
    defaultValues: blank as DefaultValues<Values>,
  });
  const tellIfLeft = useLateFailure((problem) => t("notDone", { form: label, problem }));
  const request = useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      form.reset();
      onSuccess?.(answer);
    },
    onError: (error) => {
      applyFieldErrors(error, Object.keys(blank) as Path<Values>[], form.setError, texts);
      tellIfLeft(error);
    },
  });
  const { errors } = form.formState;
  return {
    ...form,
    request,
    errors,
    error: Object.keys(errors).length === 0 ? request.error : null,
    submit: form.handleSubmit((values) => request.mutate(values)),
  };
}
