import { createApi, send } from "~/api/http";
import { sessionOf } from "~/api/refresh";
import type { KeptSession } from "~/api/session";

const authentication = createApi(send); // without the session that replaces this one

/** Ends a session that a new sign-in has replaced. If that fails, its owner can end it in the settings. */
export async function endReplaced({ refreshToken }: KeptSession) {
  try {
    const body = { refresh_token: refreshToken };
    const { data } = await authentication.POST("/v1/authentication/session/refresh", { body });
    if (!data) return;
    const { accessToken } = sessionOf(data.data);
    await authentication.DELETE("/v1/authentication/session", {
      headers: { Authorization: `Bearer ${accessToken}` },
      keepalive: true,
    });
  } catch {
    // It has ended already, or the API is away.
  }
}
