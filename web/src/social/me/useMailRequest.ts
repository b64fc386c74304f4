import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { useSecondsLeft } from "~/ui/secondsLeft";

/** The API sends at most one mail of a kind a minute to an address. */
const pause = 60_000;

/**
 * Requests a mail with a link, and returns the seconds until the next one is allowed.
 * With justSent, a mail was just sent, so the pause starts now.
 */
export function useMailRequest(kind: "activation" | "password-reset", { justSent = false } = {}) {
  const [nextAt, setNextAt] = useState(() => (justSent ? Date.now() + pause : null));
  const request = useMutation({
    mutationFn: async (email: string) => {
      await api.POST(`/v1/authentication/${kind}`, { body: { email } });
    },
    onSuccess: () => setNextAt(Date.now() + pause),
  });
  return { request, secondsLeft: useSecondsLeft(nextAt) };
}
