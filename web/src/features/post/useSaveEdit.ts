import { useIsMutating, useMutation } from "@tanstack/react-query";
import { t } from "~/texts/texts";
import type { Sending } from "~/ui/sending";
import { showToast } from "~/ui/toast";
import { useLateFailure } from "~/ui/useLateFailure";

interface Options<Edit, Saved> {
  /** Names what is edited. */
  name: string;
  draft: Sending;
  save: (edit: Edit) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
}

/**
 * Saves the draft of an edit. The response may arrive after the form was left, and sending
 * stays true until then.
 */
export function useSaveEdit<Edit extends object, Saved>({
  name,
  draft,
  save,
  onSaved,
}: Options<Edit, Saved>) {
  const tellIfLeft = useLateFailure((problem) => t("editNotSaved", { problem }));
  const mutationKey = ["edit", name];
  const sending = useIsMutating({ mutationKey }) > 0;
  const update = useMutation({
    mutationKey,
    mutationFn: (edit: Edit) => {
      draft.attempt(edit);
      return save(edit);
    },
    onSuccess: (saved) => {
      onSaved(saved);
      draft.sent();
      showToast(t("saved"));
    },
    onError: tellIfLeft,
  });
  return { update, sending };
}
