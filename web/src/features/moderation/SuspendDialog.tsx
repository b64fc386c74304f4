import { Dialog } from "radix-ui";
import { type FormEvent, type RefObject, useState } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { RadioList } from "~/ui/RadioList";
import { dialogClass, Scrim } from "~/ui/Scrim";

interface Props {
  username: string;
  /** Gets the focus when the dialog is cancelled. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** Called with the end of the suspension, or without one. */
  onSuspend: (until?: string) => void;
}

const day = 24 * 60 * 60_000;
const ends = { day, week: 7 * day, month: 30 * day, ever: undefined };
type End = keyof typeof ends;

/** Asks how long the author of a case is suspended. It is open while rendered. */
export function SuspendDialog({ username, opener, onClose, onSuspend }: Props) {
  const [end, setEnd] = useState<End>("day");

  function submit(event: FormEvent) {
    event.preventDefault();
    const length = ends[end];
    onSuspend(length === undefined ? undefined : new Date(Date.now() + length).toISOString());
  }

  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Scrim />
        <Dialog.Content
          aria-describedby={undefined}
          className={dialogClass}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement as HTMLElement | null;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current?.isConnected) opener.current.focus();
          }}
        >
          <form onSubmit={submit} className="grid gap-4">
            <Dialog.Title className="font-semibold text-lg">{t("suspendTitle", { username })}</Dialog.Title>
            <RadioList<End>
              label={t("suspendFor")}
              name="end"
              value={end}
              choices={[
                ["day", t("suspendDay")],
                ["week", t("suspendWeek")],
                ["month", t("suspendMonth")],
                ["ever", t("suspendForever")],
              ]}
              onChange={setEnd}
            />
            <div className="flex justify-end gap-2">
              <Button look="secondary" onClick={onClose}>
                {t("cancel")}
              </Button>
              <Button type="submit" look="danger">
                {t("suspendAuthor")}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
