import { useBlocker } from "@tanstack/react-router";
import { Suspense, useEffect, useEffectEvent, useRef } from "react";
import { t } from "~/texts/texts";
import { loadable } from "./loadable";
import { showToast } from "./toast";
import { leaveForms, useUnsaved } from "./unsaved";

const ConfirmDialog = loadable(() => import("./ConfirmDialog"), "ConfirmDialog", Unasked);

interface Props {
  isUnsaved: () => boolean;
  /** Whether the text is restored on return to this page. Then only closing the tab needs a warning. */
  stays?: boolean;
  /** Called when the user chooses to leave and lose the text. */
  onLeave?: () => void;
}

/**
 * Asks before a navigation discards unsaved text, once for all forms on the page. Before
 * the tab is closed, the browser asks.
 */
export function LeaveWarning({ isUnsaved, stays = false, onLeave }: Props) {
  const left = useRef<HTMLElement>(null);
  useUnsaved({ isUnsaved, onLeave: () => stays || onLeave?.() });
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => {
      if (document.activeElement instanceof HTMLElement) left.current = document.activeElement;
      return !stays && isUnsaved() && next.pathname !== "/sign-in"; // the session has ended: let it redirect
    },
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Suspense>
      <ConfirmDialog
        title={t("leaveTitle")}
        action={t("leave")}
        cancel={t("stay")}
        opener={left}
        onClose={blocker.reset}
        onConfirm={() => {
          leaveForms(); // the others would ask as well
          blocker.proceed();
        }}
      >
        {t("leaveText")}
      </ConfirmDialog>
    </Suspense>
  );
}

/** Stays on the page and explains why, if the dialog can't be loaded. */
function Unasked({ onClose }: { onClose: () => void }) {
  const stay = useEffectEvent(onClose);
  useEffect(() => {
    showToast(t("partUnloaded"), "problem");
    stay();
  }, []);
  return null;
}
