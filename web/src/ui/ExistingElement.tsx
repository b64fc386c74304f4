import { type Ref, type RefObject, useImperativeHandle } from "react";

interface Props {
  element: RefObject<HTMLElement | null>;
  ref?: Ref<HTMLElement | null>;
}

/**
 * Gives Radix a ref to an element that is already on the page, where it expects to
 * render a trigger: the menu's code loads after the button that opens it.
 */
export function ExistingElement({ element, ref }: Props) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => element.current, [element]);
  return null;
}
