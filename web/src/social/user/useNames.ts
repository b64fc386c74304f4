import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, bodyOf } from "~/api/client";
import type { User } from "~/api/objects";
import { userKeys } from "./userKeys";

const pause = 200;
const limit = 6;

/**
 * Returns users with a similar name, first those whose name starts with it. It calls the
 * API 200 ms after the last change. Until then it returns the matching users of an earlier
 * response.
 */
export function useNames(name: string): User[] {
  const asked = usePaused(name);
  const { data } = useQuery({
    queryKey: userKeys.names(asked),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    retry: false, // the next letter sends a new request
    queryFn: async ({ signal }) => {
      const query = { search: asked, limit };
      const { data } = await bodyOf(api.GET("/v1/users", { params: { query }, signal }));
      return { asked, users: data };
    },
  });
  if (!data || name === "") return [];
  const starts = ({ username }: User) => username.toLowerCase().startsWith(name.toLowerCase());
  const [first, others] = [data.users.filter(starts), data.users.filter((user) => !starts(user))];
  return data.asked === name ? [...first, ...others] : first;
}

/** Returns the last value that stayed the same for the pause. */
function usePaused(value: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === "" ? 0 : pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
