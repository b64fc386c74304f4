import type { LucideIcon } from "lucide-react";
import { Slot } from "radix-ui";
import {
  type ComponentType,
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useContext,
  useRef,
  useState,
} from "react";
import { loadable } from "./loadable";

// Every card in a list has a menu, but few are opened. So the menu's code loads
// lazily, and its items render when it opens.
const OpenMenu = loadable(() => import("./OpenMenu"), "OpenMenu");

interface Props {
  /** The button that opens it. */
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
}

export function Menu({ trigger, align = "end", children }: Props) {
  const opener = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<"pointer" | "keyboard" | "closed" | "unopened">("unopened");
  const open = opened === "pointer" || opened === "keyboard";

  // The keyboard also triggers a click, but with a detail of 0.
  function toggle({ detail }: MouseEvent) {
    if (open) setOpened("closed");
    else openBy(detail === 0 ? "keyboard" : "pointer");
  }

  function openByArrow(event: KeyboardEvent) {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    openBy("keyboard");
  }

  function openBy(what: "pointer" | "keyboard") {
    OpenMenu.whenLoaded(() => setOpened(what));
  }

  return (
    <>
      <Slot.Root
        ref={opener}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={toggle}
        onKeyDown={openByArrow}
      >
        {trigger}
      </Slot.Root>
      {opened !== "unopened" && (
        <OpenMenu
          opener={opener}
          open={open}
          byKeyboard={opened === "keyboard"}
          align={align}
          onClose={() => setOpened("closed")}
        >
          {children}
        </OpenMenu>
      )}
    </>
  );
}

interface ItemProps {
  icon: LucideIcon;
  danger?: boolean;
  onSelect: () => void;
  children: string;
}

/** The component that renders the items of an open menu. */
export const ItemPrimitive = createContext<ComponentType<{
  onSelect: () => void;
  className: string;
  children: ReactNode;
}> | null>(null);

export function MenuItem({ icon: Icon, danger = false, onSelect, children }: ItemProps) {
  const Item = useContext(ItemPrimitive);
  if (!Item) throw new Error("a MenuItem stands outside a Menu");
  return (
    <Item
      onSelect={onSelect}
      className={`flex items-center gap-2.5 rounded-lg px-2.5 py-2 text-sm outline-none data-highlighted:bg-hover ${danger ? "text-danger" : ""}`}
    >
      <Icon aria-hidden className="size-4" />
      {children}
    </Item>
  );
}
