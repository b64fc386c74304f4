import { keepSession } from "~/api/session";

/** Signs in with an access token that lasts for a day. */
export function signIn(accessToken = "token", remember = false) {
  const endsAt = Date.now() + 86_400_000;
  keepSession({ id: 1, accessToken, endsAt, refreshToken: `refresh ${accessToken}` }, remember);
}
