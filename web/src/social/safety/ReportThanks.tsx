import { Ban, VolumeOff } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useRef } from "react";
import type { Author, User } from "~/api/objects";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { useIsMuted } from "./useIsMuted";

interface Props {
  author: Author | User;
  onMute: () => void;
  onBlock: () => void;
  onClose: () => void;
}

/** Thanks for a report, and offers to see less of its author. */
export function ReportThanks({ author, onMute, onBlock, onClose }: Props) {
  const { username } = author;
  const isMuted = useIsMuted(author);
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []); // the button that was pressed is gone
  return (
    <>
      <Dialog.Title className="font-semibold text-lg">{t("reportedTitle")}</Dialog.Title>
      <p role="status" className="mt-1 text-muted text-sm">
        {t("reported")}
      </p>
      <div className="mt-4 grid gap-2">
        {!isMuted && (
          <Button
            look="secondary"
            onClick={() => {
              onMute();
              onClose();
            }}
          >
            <VolumeOff aria-hidden className="size-4" />
            {t("muteUser", { username })}
          </Button>
        )}
        <Button look="secondary" onClick={onBlock}>
          <Ban aria-hidden className="size-4" />
          {t("blockUser", { username })}
        </Button>
        <Button ref={done} onClick={onClose}>
          {t("done")}
        </Button>
      </div>
    </>
  );
}
