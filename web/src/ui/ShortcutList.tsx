import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useRef } from "react";
import { t } from "~/texts/texts";
import { Button } from "./Button";
import { dialogClass, Scrim } from "./Scrim";
import { type Shortcut, shortcuts } from "./shortcuts";

interface Props {
  /** The shortcuts of the page, listed before those of every page. They replace those with the same key. */
  ofPage?: Shortcut[];
  onClose: () => void;
}

/** A dialog that lists the keyboard shortcuts. It is open while rendered. */
export function ShortcutList({ ofPage = [], onClose }: Props) {
  const opener = useRef<Element>(null); // had the focus
  const taken = new Set(ofPage.map(({ keys }) => keys.join(" ")));
  const listed = [...ofPage, ...shortcuts.filter(({ keys }) => !taken.has(keys.join(" ")))];
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Scrim />
        <Dialog.Content
          aria-describedby={undefined}
          className={dialogClass}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="font-semibold text-lg">{t("keyboard")}</Dialog.Title>
            <Dialog.Close asChild>
              <Button look="quiet" size="icon" aria-label={t("close")} className="-me-2">
                <X aria-hidden className="size-5" />
              </Button>
            </Dialog.Close>
          </div>
          <dl className="grid gap-2.5 text-sm">
            {listed.map(({ keys, what }) => (
              <div key={what} className="flex items-center justify-between gap-4">
                <dt>{t(what)}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="min-w-7 rounded-md border border-line bg-sunken px-2 py-0.5 text-center font-medium"
                    >
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-4 text-muted text-sm">{t("keysOff")}</p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
