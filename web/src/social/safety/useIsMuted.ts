import type { Author, User } from "~/api/objects";
import { useUser } from "../user/useUser";

/**
 * Reports whether the signed-in user mutes a user. The author of a post or comment has no
 * is_muted, so their profile is loaded.
 */
export function useIsMuted(author: Author | User): boolean {
  const isUser = "is_muted" in author;
  const { data } = useUser(author.id, { enabled: !isUser });
  return (isUser ? author : data)?.is_muted ?? false;
}
