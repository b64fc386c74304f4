import { Dialog } from "radix-ui";
import type { RefObject } from "react";
import type { Author, User } from "~/api/objects";
import { dialogClass, Scrim } from "~/ui/Scrim";
import { ReportForm } from "./ReportForm";
import { ReportThanks } from "./ReportThanks";
import type { Subject } from "./subject";
import { useReport } from "./useReport";

interface Props {
  subject: Subject;
  author: Author | User;
  opener: RefObject<HTMLElement | null>;
  onMute: () => void;
  onBlock: () => void;
  onClose: () => void;
}

/** Reports something to the moderators, and then offers to mute or block its author. It is open while rendered. */
export function ReportDialog({ subject, author, opener, onMute, onBlock, onClose }: Props) {
  const report = useReport(subject);
  return (
    <Dialog.Root open onOpenChange={(open) => open || report.send.isPending || onClose()}>
      <Dialog.Portal>
        <Scrim />
        <Dialog.Content
          aria-describedby={undefined}
          className={dialogClass}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
        >
          {report.send.isSuccess ? (
            <ReportThanks author={author} onMute={onMute} onBlock={onBlock} onClose={onClose} />
          ) : (
            <ReportForm subject={subject} report={report} onClose={onClose} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
