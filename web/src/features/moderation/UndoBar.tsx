import { Undo2 } from "lucide-react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { nameOf } from "./describe";
import type { Held } from "./hold";
import { KeyHint } from "./KeyHint";
import { undoKey } from "./useQueueKeys";

interface Props {
  held: readonly Held[];
  /** Another message to show. Empty if there is none. */
  message: string;
  onUndo: () => void;
}

/** Shows the last decision with a button to undo it, and the message. Screen readers announce both. */
export function UndoBar({ held, message, onUndo }: Props) {
  const last = held.findLast(({ sending }) => !sending);
  return (
    <div className="pointer-events-none sticky bottom-18 z-10 grid justify-items-center gap-2 px-4 md:bottom-4">
      <p role="status" className={message ? look : "sr-only"}>
        {message && <span className="min-w-0 wrap-anywhere">{message}</span>}
      </p>
      <div className="flex max-w-full justify-center">
        <p role="status" className={last ? look : "sr-only"}>
          {last && <span className="min-w-0 wrap-anywhere">{textOf(last)}</span>}
          {last && <span className="sr-only">{t("undoHint")}</span>}
        </p>
        {last && (
          <Button
            look="secondary"
            size="small"
            aria-keyshortcuts={undoKey}
            onClick={onUndo}
            className="pointer-events-auto ms-2 shadow-float"
          >
            <Undo2 aria-hidden className="size-4" />
            {t("undo")}
            <KeyHint name={undoKey} />
          </Button>
        )}
      </div>
    </div>
  );
}

const look =
  "pointer-events-auto flex min-w-0 items-center rounded-lg border border-line bg-raised px-3 py-1.5 text-sm shadow-float";

function textOf({ of, decision }: Held): string {
  if (decision.action === "suspend") return t("willSuspend", { username: of.author?.username ?? "" });
  return t(decision.action === "remove" ? "willRemove" : "willDismiss", { subject: nameOf(of) });
}
