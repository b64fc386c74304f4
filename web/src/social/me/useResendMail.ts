import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { useSecondsLeft } from "~/ui/secondsLeft";

/** The API sends at most one mail a minute to an address. */
const pause = 60_000;

/**
 * Asks for a fresh activation mail, and says how many seconds to wait for the
 * next one. With justSent a mail is on its way, so the pause begins now.
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
