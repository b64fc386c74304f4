import { DropdownMenu } from "radix-ui";
import { type FocusEvent, type ReactNode, type RefObject, useRef } from "react";
import { ExistingElement } from "./ExistingElement";
import { ItemPrimitive } from "./Menu";

interface Props {
  opener: RefObject<HTMLElement | null>;
  open: boolean;
  /** Then the focus begins on the first item. */
  byKeyboard: boolean;
  align: "start" | "end";
  onClose: () => void;
  children: ReactNode;
}

/** Not modal: a modal menu locks the scrolling by an injected style element. */
export function OpenMenu({ opener, open, byKeyboard, align, onClose, children }: Props) {
  const entered = useRef(false);

  // Radix would do so itself, had it been there when the key was pressed.
  function enter({ target, currentTarget }: FocusEvent) {
    if (!byKeyboard || entered.current || target !== currentTarget) return;
    entered.current = true;
    currentTarget.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }

  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={(next) => next || onClose()}>
      <DropdownMenu.Trigger asChild>
        <ExistingElement element={opener} />
      </DropdownMenu.Trigger>
      {/* Within a landmark, where a screen reader looks for content. */}
      <DropdownMenu.Portal container={document.getElementById("content")}>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-labelledby={undefined}
          aria-label={opener.current?.ariaLabel ?? opener.current?.textContent ?? undefined}
          onFocus={enter}
          onInteractOutside={(event) => {
            // A press on the opener closes by itself.
            if (opener.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={() => {
            entered.current = false;
          }}
          className="z-20 min-w-44 animate-appear rounded-xl border border-line bg-raised p-1 shadow-float"
        >
          <ItemPrimitive value={DropdownMenu.Item}>{children}</ItemPrimitive>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
