import { useRouter } from "@tanstack/react-router";

/** Returns a function that reports whether the user is at the path or below it, or on the way there. */
export function useIsAt(): (path: string) => boolean {
  const router = useRouter();
  return (path) => `${router.latestLocation.pathname}/`.startsWith(`${path}/`);
}
