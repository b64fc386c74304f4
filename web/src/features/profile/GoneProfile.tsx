import { useQuery } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import { api, bodyOf } from "~/api/client";
import { listBlocks } from "~/api/limits";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Loading } from "~/ui/Loading";
import { BlockedProfile } from "./BlockedProfile";
import { Reactivate } from "./Reactivate";

/** Says why a profile is not found. The API does not tell a blocked user from one who is gone. */
export function GoneProfile({ userId }: { userId: number }) {
  const blocked = useBlocked(userId);
  if (blocked.isPending) return <Loading label={t("loadingProfile")}>{null}</Loading>;
  if (blocked.data) return <BlockedProfile user={blocked.data} />;
  return (
    <EmptyState icon={UserX} title={t("accountGoneTitle")}>
      {t("accountGone")}
      <Reactivate userId={userId} />
    </EmptyState>
  );
}

/** Returns the user with the id if they are among the users blocked last, else null. */
function useBlocked(userId: number) {
  return useQuery({
    queryKey: [...userKeys.one(userId), "blocked"],
    queryFn: async ({ signal }) => {
      const query = { limit: listBlocks.limit.maximum };
      const { data } = await bodyOf(api.GET("/v1/account/blocks", { params: { query }, signal }));
      return data.find(({ id }) => id === userId) ?? null;
    },
  });
}
