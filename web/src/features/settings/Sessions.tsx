import { LogOut } from "lucide-react";
import { useRef } from "react";
import { useMe } from "~/social/me/useMe";
import { useSignOut } from "~/social/me/useSignOut";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { useSignOutEverywhere } from "./useSignOutEverywhere";

export function Sessions() {
  const { data: me } = useMe();
  const everywhere = useSignOutEverywhere(me?.id);
  const [hereButton, everywhereButton] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const here = useSignOut(hereButton);
  const all = useSignOut(everywhereButton, everywhere.mutate);
  return (
    <>
      <p className="mb-3 text-muted text-sm">{t("sessionsText")}</p>
      <div className="flex flex-wrap gap-2">
        <Button ref={hereButton} look="secondary" onClick={here.signOut}>
          <LogOut aria-hidden className="size-4" />
          {t("signOut")}
        </Button>
        <Button
          ref={everywhereButton}
          look="secondary"
          disabled={!me}
          pending={everywhere.isPending}
          onClick={all.signOut}
        >
          {t("signOutEverywhere")}
        </Button>
      </div>
      {here.question}
      {all.question}
    </>
  );
}
