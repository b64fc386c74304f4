import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api, bodyOf } from "~/api/client";
import { statusOf } from "~/api/failure";
import type { Case } from "~/api/objects";
import { mapRows, type Pages } from "~/api/pages";
import { t } from "~/texts/texts";
import { explain } from "~/ui/explain";
import { showToast } from "~/ui/toast";
import { nameOf } from "./describe";
import { createHold, type Decision } from "./hold";
import { casesKey } from "./useCases";

/**
 * Returns the decisions of this page that can still be undone. They are sent at once when
 * the page is left or hidden. onClosed is called when a case is closed.
 */
export function useDecisions(onClosed: (of: Case) => void) {
  const client = useQueryClient();
  const [hold] = useState(() =>
    createHold(async (of, decision) => {
      if (await resolve(client, of, decision)) onClosed(of);
    }),
  );
  const held = useSyncExternalStore(hold.subscribe, hold.all);
  useEffect(() => {
    const onHidden = () => document.hidden && hold.releaseAll();
    window.addEventListener("pagehide", hold.releaseAll);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      window.removeEventListener("pagehide", hold.releaseAll);
      document.removeEventListener("visibilitychange", onHidden);
      hold.releaseAll();
    };
  }, [hold]);
  return { hold, held };
}

/** Closes a case. If it is closed already, or that fails, a toast says so. Returns false if it is still open. */
async function resolve(client: QueryClient, of: Case, decision: Decision): Promise<boolean> {
  try {
    const request = { params: { path: { id: of.id } }, body: decision, keepalive: true };
    await api.POST("/v1/moderation/reports/{id}/resolution", request);
  } catch (error) {
    // 409 also protects the last admin from a suspension. The case tells which it is.
    if (statusOf(error) !== 409 || !(await isClosed(of.id))) {
      showToast(t("decisionNotSent", { subject: nameOf(of), problem: explain(error).title }), "problem");
      return false; // the case is shown again
    }
    showToast(t("closedByOther", { subject: nameOf(of) }), "problem");
  }
  client.setQueryData<Pages<Case>>(
    casesKey("open"),
    (list) => list && mapRows(list, (row) => (row.id === of.id ? null : row)),
  );
  void client.invalidateQueries({ queryKey: casesKey("closed") });
  return true;
}

async function isClosed(id: number): Promise<boolean> {
  try {
    const { data } = await bodyOf(api.GET("/v1/moderation/reports/{id}", { params: { path: { id } } }));
    return data.status === "closed";
  } catch {
    return false;
  }
}
