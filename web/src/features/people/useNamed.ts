import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { useMe } from "~/social/me/useMe";
import { userKeys } from "~/social/user/userKeys";

/** Returns the id of the user with that name, ignoring case, or null if there is none. */
export function useNamed(username: string) {
  const { data: me } = useMe();
  const hasName = (person: { username: string }) => person.username.toLowerCase() === username.toLowerCase();
  return useQuery({
    queryKey: userKeys.named(username),
    enabled: me !== undefined,
    queryFn: async ({ signal }) => {
      if (me && hasName(me)) return me.id; // the search leaves out the caller
      // The best match comes first.
      const query = { search: username, limit: 1 };
      const { data } = await bodyOf(api.GET("/v1/users", { params: { query }, signal }));
      return data.find(hasName)?.id ?? null;
    },
  });
}
