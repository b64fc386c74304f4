import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { useSecondsLeft } from "~/ui/secondsLeft";

/** The API sends at most one mail a minute to an address. */
const pause = 60_000;

/**
 * Requests a new activation mail, and returns the seconds until the next one is
 * allowed. With justSent, a mail was just sent, so the pause starts now.
 */
export function useResendMail({ justSent = false } = {}) {
  const [nextAt, setNextAt] = useState(() => (justSent ? Date.now() + pause : null));
  const resend = useMutation({
    mutationFn: async (email: string) => {
      await api.POST("/v1/authentication/activation", { body: { email } });
    },
    onSuccess: () => setNextAt(Date.now() + pause),
  });
  return { resend, secondsLeft: useSecondsLeft(nextAt) };
}
