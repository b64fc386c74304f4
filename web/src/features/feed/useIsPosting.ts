import { useIsMutating } from "@tanstack/react-query";

export const creatingPost = ["create", "post"];

/** Reports whether a post is being sent, even if its form was left in the meantime. */
export function useIsPosting(): boolean {
  return useIsMutating({ mutationKey: creatingPost }) > 0;
}
