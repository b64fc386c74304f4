import { useBlocker } from "@tanstack/react-router";
import { lazy, Suspense, useRef } from "react";

const ConfirmDialog = lazy(async () => ({ default: (await import("./ConfirmDialog")).ConfirmDialog }));

interface Props {
  isUnsaved: () => boolean;
  /** It is still there when one comes back to this page, so that only the tab's end is asked about. */
  stays?: boolean;
  /** It is given up. */
  onLeave?: () => void;
}

/**
 * Asks before another page is opened in place of something half-written. Before
 * the tab is closed, the browser asks.
 */
export function LeaveWarning({ isUnsaved, stays = false, onLeave }: Props) {
  const left = useRef<HTMLElement>(null);
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => {
      if (document.activeElement instanceof HTMLElement) left.current = document.activeElement;
      return !stays && isUnsaved() && next.pathname !== "/sign-in"; // a session that is over is over
    },
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Suspense>
      <ConfirmDialog
        title="Leave without saving?"
        action="Leave"
        cancel="Stay"
        opener={left}
        pending={false}
        onOpenChange={(open) => open || blocker.reset()}
        onConfirm={() => {
          onLeave?.();
          blocker.proceed();
        }}
      >
        What you wrote here would be lost.
      </ConfirmDialog>
    </Suspense>
  );
}
