import { useLocation, useNavigate } from "@tanstack/react-router";
import { openComposer } from "~/features/feed/composing";

/** Opens the form for a new post, from any page. */
export function useCompose(): () => void {
  const navigate = useNavigate();
  const isHome = useLocation({ select: ({ pathname }) => pathname === "/" });
  return () => {
    openComposer();
    if (!isHome) void navigate({ to: "/" });
  };
}
