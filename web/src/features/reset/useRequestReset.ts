import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { useSecondsLeft } from "~/ui/secondsLeft";

/** The API sends at most one mail a minute to an address. */
const pause = 60_000;

/** Requests a mail with a reset link, and returns the seconds until the next one is allowed. */
export function useRequestReset() {
  const [nextAt, setNextAt] = useState<number | null>(null);
  const request = useMutation({
    mutationFn: async (email: string) => {
      await api.POST("/v1/authentication/password-reset", { body: { email } });
    },
    onSuccess: () => setNextAt(Date.now() + pause),
  });
  return { request, secondsLeft: useSecondsLeft(nextAt) };
}
