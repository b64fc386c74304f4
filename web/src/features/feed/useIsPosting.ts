import { useIsMutating } from "@tanstack/react-query";

export const creatingPost = ["create", "post"];

/** Reports whether a post is being sent, also by a form that was left since. */
export function useIsPosting(): boolean {
  return useIsMutating({ mutationKey: creatingPost }) > 0;
}
