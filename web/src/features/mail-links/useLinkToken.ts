import { useLocation } from "@tanstack/react-router";

/** Returns the token of a mailed link. It is the fragment, which no server sees. */
export function useLinkToken(): string {
  return useLocation({ select: ({ hash }) => hash });
}
