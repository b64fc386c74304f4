import { HttpResponse, http } from "msw";
import { keepSession } from "~/api/session";
import { me } from "./samples";
import { server } from "./server";

/** Signs in with an access token that lasts for a day. */
export function signIn(accessToken = "token", remember = false) {
  const endsAt = Date.now() + 86_400_000;
  keepSession({ id: 1, accessToken, endsAt, refreshToken: `refresh ${accessToken}` }, remember);
}

const staff = {
  moderator: { id: 2, name: "moderator", level: 2, description: "" },
  admin: { id: 3, name: "admin", level: 3, description: "" },
} as const;

/** Signs in as a user with the role. */
export function signInAs(role: keyof typeof staff) {
  signIn();
  server.use(http.get("*/v1/users/me", () => HttpResponse.json({ data: me({ role: staff[role] }) })));
}
