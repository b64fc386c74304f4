import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { statusOf } from "~/api/failure";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { devicesKey } from "./devicesKey";

/** Returns the sessions of the user, this one first. */
export function useDevices() {
  return useQuery({
    queryKey: devicesKey,
    queryFn: async ({ signal }) => (await bodyOf(api.GET("/v1/account/sessions", { signal }))).data,
  });
}

/** Ends the session with the id, or with "others" all sessions but this one. */
export function useSignOutDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: number | "others") => {
      if (id === "others") return void (await api.DELETE("/v1/account/sessions"));
      await api.DELETE("/v1/account/sessions/{id}", { params: { path: { id } } }).catch((error: unknown) => {
        if (statusOf(error) !== 404) throw error; // 404: already ended
      });
    },
    onSuccess: (_, id) => showToast(t(id === "others" ? "othersSignedOut" : "deviceSignedOut")),
    onError: (error, id) =>
      showToast(
        t(id === "others" ? "othersNotSignedOut" : "deviceNotSignedOut", { reason: explain(error).text }),
        "problem",
      ),
    onSettled: () => client.invalidateQueries({ queryKey: devicesKey }),
  });
}
