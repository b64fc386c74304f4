import type { QueryClient } from "@tanstack/react-query";
import type { User } from "~/api/objects";
import { mapRows, type Pages } from "~/api/pages";
import { userKeys } from "./userKeys";

/** Applies change to a user everywhere in the cache, alone or in a list. */
export function changeUser(client: QueryClient, id: number, change: (user: User) => User) {
  const changeIfThem = (user: User) => (user.id === id ? change(user) : user);
  client.setQueriesData<User | Pages<User>>({ queryKey: userKeys.all }, (cached) => {
    if (!cached) return cached;
    return "pages" in cached ? mapRows(cached, changeIfThem) : changeIfThem(cached);
  });
}
