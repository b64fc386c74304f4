import { api, bodyOf } from "~/api/client";

interface Registration {
  username: string;
  email: string;
  password: string;
}

export async function createAccount(registration: Registration) {
  return (await bodyOf(api.POST("/v1/authentication/user", { body: registration }))).data;
}
