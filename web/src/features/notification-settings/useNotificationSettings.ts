import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import type { NotificationSettings } from "~/api/objects";
import { notificationSettingsKey } from "~/social/notification/notificationKeys";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";

export function useNotificationSettings() {
  return useQuery({
    queryKey: notificationSettingsKey,
    queryFn: async ({ signal }) => (await bodyOf(api.GET("/v1/notifications/settings", { signal }))).data,
  });
}

/** Changes settings, and shows them as changed while the request runs. Requests run one at a time. */
export function useChangeSettings() {
  const client = useQueryClient();
  const show = (change: Partial<NotificationSettings>) =>
    client.setQueryData<NotificationSettings>(
      notificationSettingsKey,
      (settings) => settings && { ...settings, ...change },
    );
  return useMutation({
    mutationKey: notificationSettingsKey,
    scope: { id: "notification settings" },
    mutationFn: (change: Partial<NotificationSettings>) =>
      api.PATCH("/v1/notifications/settings", { body: change, keepalive: true }),
    onMutate: async (change) => {
      const before = client.getQueryData<NotificationSettings>(notificationSettingsKey);
      show(change);
      await client.cancelQueries({ queryKey: notificationSettingsKey });
      return before;
    },
    onError: (error, change, before) => {
      const names = Object.keys(change) as (keyof NotificationSettings)[];
      if (before) show(Object.fromEntries(names.map((name) => [name, before[name]])));
      showToast(t("settingNotSaved", { problem: explain(error).title }), "problem");
    },
  });
}
