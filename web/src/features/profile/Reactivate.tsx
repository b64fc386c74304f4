import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { mayDeactivate } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";

/** For admins, shown when a profile is not found: the account may be deactivated. */
export function Reactivate({ userId }: { userId: number }) {
  const { data: me } = useMe();
  const client = useQueryClient();
  const reactivate = useMutation({
    mutationFn: () => api.PUT("/v1/users/{id}/reactivate", { params: { path: { id: userId } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: userKeys.all }),
    onError: (error) => showToast(t("notReactivated", { reason: explain(error).text }), "problem"),
  });
  if (!mayDeactivate(me) || !(userId > 0)) return null;
  return (
    <div className="mt-4">
      <p className="mb-3">{t("reactivateText")}</p>
      <Button
        look="secondary"
        size="small"
        pending={reactivate.isPending}
        onClick={() => reactivate.mutate()}
      >
        {t("reactivate")}
      </Button>
    </div>
  );
}
