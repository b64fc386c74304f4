import { useEffect } from "react";

const forms = new Set<() => boolean>();

/** Registers the calling form while it is on the page. isUnsaved reports whether its text would be lost. */
export function useUnsaved(isUnsaved: () => boolean) {
  useEffect(() => {
    forms.add(isUnsaved);
    return () => void forms.delete(isUnsaved);
  }, [isUnsaved]);
}

/** Reports whether a form on the page has text that would be lost. */
export function hasUnsaved(): boolean {
  return [...forms].some((isUnsaved) => isUnsaved());
}
