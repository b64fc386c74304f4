import { type Ref, type RefObject, useImperativeHandle } from "react";

interface Props {
  element: RefObject<HTMLElement | null>;
  ref?: Ref<HTMLElement | null>;
}

/**
 * Stands for an element that is on the page already, where Radix asks for one to
 * hold on to: its code comes later than the button that calls for it.
 */
export function ExistingElement({ element, ref }: Props) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => element.current, [element]);
  return null;
}
