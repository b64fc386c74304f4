import { api, bodyOf } from "~/api/client";
import { deviceTokenOf, keepDeviceToken } from "./deviceToken";

interface Credentials {
  email: string;
  password: string;
  /** A code of the authenticator app, or a recovery code. */
  code?: string;
}

export async function createSession(credentials: Credentials) {
  const deviceToken = await deviceTokenOf(credentials.email);
  const body = { ...credentials, ...(deviceToken && { device_token: deviceToken }) };
  const { data } = await bodyOf(api.POST("/v1/authentication/session", { body }));
  await keepDeviceToken(credentials.email, data.device_token);
  return data;
}
