import { useEffect, useEffectEvent } from "react";

interface Form {
  /** Reports whether the form's text would be lost. */
  isUnsaved: () => boolean;
  /** Called when the user chooses to leave the page and lose the text. */
  onLeave: () => void;
}

const forms = new Set<Form>();

/** Registers the calling form while it is on the page. */
export function useUnsaved({ isUnsaved, onLeave }: Form) {
  const leave = useEffectEvent(onLeave);
  useEffect(() => {
    const form = { isUnsaved, onLeave: () => leave() };
    forms.add(form);
    return () => void forms.delete(form);
  }, [isUnsaved]);
}

/** Reports whether a form on the page has text that would be lost. */
export function hasUnsaved(): boolean {
  return [...forms].some(({ isUnsaved }) => isUnsaved());
}

/** Lets every form on the page drop its text. */
export function leaveForms() {
  for (const { onLeave } of forms) onLeave();
}
