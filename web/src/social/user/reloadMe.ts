import type { QueryClient } from "@tanstack/react-query";
import type { Me } from "~/api/objects";
import { userKeys } from "./userKeys";

/** Loads the counts of the signed-in user again, also on their profile. Returns their id, if it is known. */
export function reloadMe(client: QueryClient): number | undefined {
  const id = client.getQueryData<Me>(userKeys.me())?.id;
  void client.invalidateQueries({ queryKey: userKeys.me() });
  if (id) void client.invalidateQueries({ queryKey: userKeys.one(id) });
  return id;
}
