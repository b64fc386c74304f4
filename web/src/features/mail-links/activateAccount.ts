import { api } from "~/api/client";

export async function activateAccount(token: string): Promise<void> {
  await api.PUT("/v1/users/activate/{token}", { params: { path: { token } } });
}
