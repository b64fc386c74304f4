import { UserX } from "lucide-react";
import { useRef, useState } from "react";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { loadable } from "~/ui/loadable";
import { deactivateReasons, useDeactivate } from "./useDeactivate";

const ConfirmDialog = loadable(() => import("~/ui/ConfirmDialog"), "ConfirmDialog");

/** The button with which an admin deactivates the user. It asks first. */
export function Deactivate({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const deactivate = useDeactivate(user);
  return (
    <>
      <Button
        ref={opener}
        look="secondary"
        size="small"
        onClick={() => ConfirmDialog.whenLoaded(() => setAsking(true))}
      >
        <UserX aria-hidden className="size-4" />
        {t("deactivate")}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t("deactivateTitle", { username: user.username })}
          action={t("deactivate")}
          opener={opener}
          pending={deactivate.isPending}
          error={deactivate.error}
          reasons={deactivateReasons}
          onClose={() => {
            setAsking(false);
            deactivate.reset();
          }}
          onConfirm={() => deactivate.mutate()}
        >
          {t("deactivateText")}
        </ConfirmDialog>
      )}
    </>
  );
}
