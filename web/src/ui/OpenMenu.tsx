import { DropdownMenu } from "radix-ui";
import { type FocusEvent, type ReactNode, type RefObject, useRef } from "react";
import { ExistingElement } from "./ExistingElement";
import { ItemPrimitive } from "./Menu";

interface Props {
  opener: RefObject<HTMLElement | null>;
  open: boolean;
  /** Whether the keyboard opened the menu. The first item then gets the focus. */
  byKeyboard: boolean;
  align: "start" | "end";
  onClose: () => void;
  children: ReactNode;
}

/**
 * The menu of an opener. It is not modal: a modal menu locks scrolling with an
 * injected style element, which the content security policy blocks.
 */
export function OpenMenu({ opener, open, byKeyboard, align, onClose, children }: Props) {
  const entered = useRef(false);

  // Radix does this itself only if it was mounted when the key was pressed.
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
      {/* Inside a landmark, where screen readers look for content. */}
      <DropdownMenu.Portal container={document.getElementById("content")}>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-labelledby={undefined}
          aria-label={opener.current?.ariaLabel ?? opener.current?.textContent ?? undefined}
          onFocus={enter}
          onInteractOutside={(event) => {
            // A press on the opener already closes the menu.
            if (opener.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            entered.current = false;
            event.preventDefault();
            // What an item opened, or what was pressed outside, may already have the focus.
            if (document.activeElement === document.body) opener.current?.focus({ preventScroll: true });
          }}
          className="z-20 min-w-44 animate-appear rounded-xl border border-line bg-raised p-1 shadow-float"
        >
          <ItemPrimitive value={DropdownMenu.Item}>{children}</ItemPrimitive>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
