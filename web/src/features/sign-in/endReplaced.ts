import { authentication, successorOf } from "~/api/refresh";
import type { KeptSession } from "~/api/session";

/** Ends a session that a new sign-in has replaced. If that fails, its owner can end it in the settings. */
export async function endReplaced(replaced: KeptSession) {
  try {
    const { accessToken } = await successorOf(replaced);
    await authentication.DELETE("/v1/authentication/session", {
      headers: { Authorization: `Bearer ${accessToken}` },
      keepalive: true,
    });
  } catch {
    // It has ended already, or the API is away.
  }
}
