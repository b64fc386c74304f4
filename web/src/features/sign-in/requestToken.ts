import { api, bodyOf } from "~/api/client";

export async function requestToken(credentials: { email: string; password: string }): Promise<string> {
  return (await bodyOf(api.POST("/v1/authentication/token", { body: credentials }))).data;
}
