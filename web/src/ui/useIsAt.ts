import { useRouter } from "@tanstack/react-router";

/** Returns a function that reports whether the user is at the path, or on their way to it, or below it. */
export function useIsAt(): (path: string) => boolean {
  const router = useRouter();
  return (path) => `${router.latestLocation.pathname}/`.startsWith(`${path}/`);
}
